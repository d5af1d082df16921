export { issueReceipt } from './issue-receipt.ts';
export { openReceipts, priceList, type Receipts, type ReceiptsDeps } from './open-receipts.ts';
export { type AskedReceipt, type Quote, quoteReceipt } from './quote-receipt.ts';
export { lastReceipt, type ReceiptDay, type ReceiptView, receiptByNumber, receiptsOfDay } from './receipt-views.ts';
export { reprintReceipt } from './reprint-receipt.ts';
export type { Clerk, PriceList, Receipt } from './rules.ts';
export { voidReceipt } from './void-receipt.ts';
