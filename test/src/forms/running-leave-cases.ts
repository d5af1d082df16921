import { leaveOf } from './forms-fixture.ts';
import { half, type LeaveCase } from './leave-cases.ts';

/** Leave without a break: days of rest do not break it, half a day of work does. */
export const runningLeaveCases: readonly LeaveCase[] = [
  // 张伟 joined on 1 March: the account ends with February.
  { name: 'annual leave until the account ends', asked: leaveOf('annual', '2027-02-25', '2027-02-28'), refused: '' },
  { name: 'annual leave from where it begins', asked: leaveOf('annual', '2027-03-01', '2027-03-02'), refused: '' },
  {
    name: 'annual leave over the end of its account',
    asked: leaveOf('annual', '2027-02-26', '2027-03-01'),
    refused: 'over-year § R2 4',
  },
  // Casual: two weeks at most.
  { name: 'casual leave of two weeks', asked: leaveOf('casual', '2026-11-23', '2026-12-06'), refused: '' },
  {
    name: 'casual leave of two weeks and a day',
    asked: leaveOf('casual', '2026-11-23', '2026-12-07'),
    refused: 'too-long § R2 4',
  },
  {
    name: 'casual leave that makes it more than two weeks',
    asked: leaveOf('casual', '2026-12-07'),
    before: (room) => room.fill(leaveOf('casual', '2026-11-23', '2026-12-04')),
    refused: 'too-long § R2 4',
  },
  {
    name: 'casual leave with a morning of work between',
    asked: half('2026-12-04', 'second', '2026-12-08', 'second', 'casual'),
    before: (room) => room.fill(leaveOf('casual', '2026-11-23', '2026-12-03')),
    refused: '',
  },
  {
    name: 'casual leave with an afternoon of work after it',
    asked: half('2026-11-23', 'first', '2026-11-24', 'first', 'casual'),
    before: (room) => room.fill(leaveOf('casual', '2026-11-25', '2026-12-08')),
    refused: '',
  },
  {
    name: 'casual leave of the morning before an afternoon of it, of two weeks and a day',
    asked: half('2026-12-07', 'first', '2026-12-07', 'first', 'casual'),
    before: (room) => {
      room.fill(leaveOf('casual', '2026-11-23', '2026-12-04'));
      room.fill(half('2026-12-07', 'second', '2026-12-07', 'second', 'sick'));
    },
    refused: 'too-long § R2 4',
  },
  {
    name: 'casual leave next to an afternoon of it, of two weeks and a day',
    asked: leaveOf('casual', '2026-11-24', '2026-12-07'),
    before: (room) => room.fill(half('2026-11-23', 'second', '2026-11-23', 'second', 'casual')),
    refused: 'too-long § R2 4',
  },
  {
    name: 'casual leave over a day that is two halves of it',
    asked: leaveOf('casual', '2026-12-04', '2026-12-07'),
    before: (room) => {
      room.fill(leaveOf('casual', '2026-11-23', '2026-12-02'));
      room.fill(half('2026-12-03', 'first', '2026-12-03', 'first', 'casual'));
      room.fill(half('2026-12-03', 'second', '2026-12-03', 'second', 'casual'));
    },
    refused: 'too-long § R2 4',
  },
  {
    name: 'casual leave with a day of work between',
    asked: leaveOf('casual', '2026-12-08'),
    before: (room) => room.fill(leaveOf('casual', '2026-11-23', '2026-12-04')),
    refused: '',
  },
];
