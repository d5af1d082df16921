import { wordsOf } from './words.ts';

/** What a counter page says to nobody, or to somebody who does not work the counter. */
export const w = wordsOf(
  {
    'gate.signIn': '登录',
    'gate.nobody': '这一步要记经办人，请先登录。登录后接着办。',
    'gate.notCounter': '这一页由柜台人员办理，请柜台人员登录。',
  },
  {
    'gate.signIn': 'Sign in',
    'gate.nobody': 'This needs your name. Sign in and it goes on from here.',
    'gate.notCounter': 'Counter staff do this. Please let one of them sign in.',
  },
);
