export { chargeFee } from './charge-fee.ts';
export { issueReceipt } from './issue-receipt.ts';
export { openReceipts, priceList, type Receipts, type ReceiptsDeps } from './open-receipts.ts';
export { type AskedReceipt, quoteReceipt } from './quote-receipt.ts';
export { lastReceipt, receiptByNumber, receiptsOfDay } from './receipt-views.ts';
export { reprintReceipt } from './reprint-receipt.ts';
export type { Clerk, PayMethod, PriceList, Quote, Receipt, ReceiptDay, ReceiptView } from './rules.ts';
export { voidReceipt } from './void-receipt.ts';
