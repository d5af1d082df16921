export {
  type CardPaid,
  cardFees,
  chargeKeptCard,
  type ExchangeReason,
  exchangeForFee,
  type FeeTaken,
} from './card-fees.ts';
export {
  blockCard,
  type CardFound,
  findCard,
  issueCard,
  listCards,
  loseCard,
  type NewCard,
  returnCard,
  whoseCard,
} from './cards.ts';
export { checkPin } from './check-pin.ts';
export {
  demoDepositCards,
  demoLostCardId,
  demoPeople,
  demoPins,
  fillDemoPlaza,
  innerHalf,
  issueInnerHalves,
} from './demo-plaza.ts';
export { createFirstAdministrator, needsFirstAdministrator } from './first-administrator.ts';
export { openStaff, type Staff, type StaffParts } from './open-staff.ts';
export {
  addPerson,
  changePerson,
  listPeople,
  type NewPerson,
  type PersonChange,
  type PersonRecord,
  personById,
  personByStaffNo,
} from './people.ts';
export {
  type CardFees,
  type CardKind,
  type CardOwner,
  type CardRecord,
  type CardState,
  maskName,
  type Person,
  ROLES,
  type Role,
  type Session,
} from './rules.ts';
export {
  authenticate,
  awaitSignInCard,
  signIn,
  signInWithTicket,
  signOut,
  stopAwaitingCard,
  takeSignInCard,
} from './sessions.ts';
export { type PinChange, setPin } from './set-pin.ts';
