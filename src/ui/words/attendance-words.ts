import { wordsOf } from './words.ts';

export const w = wordsOf(
  {
    'attendance.title': '今天打卡',
    'attendance.here': '在岗 {n} 人',
    'attendance.nobody': '现在没有人在岗。',
    'attendance.since': '{at} 起',
    'attendance.punches': '打卡 {n} 次',
    'attendance.none': '今天还没有人打卡。',
    'attendance.in': '上班',
    'attendance.out': '下班',
    'attendance.late': '迟到 {n} 分',
    'attendance.early': '早退 {n} 分',
    'attendance.onTime': '准时',
    'attendance.unsure': '时钟不准，不算迟早',
  },
  {
    'attendance.title': 'Punches today',
    'attendance.here': '{n} here',
    'attendance.nobody': 'Nobody is here now.',
    'attendance.since': 'since {at}',
    'attendance.punches': '{n} punches',
    'attendance.none': 'Nobody has tapped in today.',
    'attendance.in': 'In',
    'attendance.out': 'Out',
    'attendance.late': '{n} min late',
    'attendance.early': '{n} min early',
    'attendance.onTime': 'On time',
    'attendance.unsure': 'Clock not sure, nobody is late',
  },
);
