export { openPostRoom, type PostRoom, type PostRoomNeeds } from './post-room.ts';
export { deliverRound, type PostKey, printCover, printMissed, printReminder, tickDelivery } from './tick.ts';
export type { PostBoard, PostItem, PostReminder } from './view.rules.ts';
export { boardOf, itemOf, reminderOf } from './views.ts';
