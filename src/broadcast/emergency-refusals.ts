import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';

export const unknownEmergency = (id: string): DeskError =>
  new DeskError(
    'not-found',
    'emergency/unknown',
    {
      zh: '没有这条紧急广播，请在页面上重新选。',
      en: 'There is no such emergency announcement. Choose on the page again.',
    },
    { facts: { id } },
  );

export const emergencyMuted = (): DeskError =>
  new DeskError('wrong-state', 'emergency/muted', {
    zh: '消防联动已让广播静音，这里播不出去。请听大楼消防应急广播，按应急预案行动。',
    en: 'The fire contact has muted the speakers: nothing can be aired here. The building’s own voice alarm speaks. Act by the emergency plan.',
  });

export const emergencyOnAir = (title: Sentence): DeskError =>
  new DeskError('wrong-state', 'emergency/on-air', {
    zh: `“${title.zh}”正在播。要停请按停播。`,
    en: `"${title.en}" is on the air. To end it, press stop.`,
  });

export const notArmed = (): DeskError =>
  new DeskError('wrong-state', 'emergency/not-armed', {
    zh: '等主管确认的时间过了，没有播。请再选一次，按住。',
    en: 'The time for the supervisor is over and nothing was aired. Choose again and hold.',
  });

export const emergencyPost = (how: 'card' | 'pin'): DeskError =>
  new DeskError(
    'forbidden',
    'emergency/post',
    how === 'card'
      ? {
          zh: '这张卡不能启动紧急广播，请主管刷卡。',
          en: 'This card may not start an emergency announcement. A supervisor’s can.',
        }
      : {
          zh: '紧急广播要由主管启动，请主管输工号和密码。',
          en: 'A supervisor has to start it. Let one enter number and PIN.',
        },
    { facts: { needs: 'supervisor' } },
  );
