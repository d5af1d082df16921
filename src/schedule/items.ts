import type { ScheduledItem } from '../../config/rules/schedule.ts';
import { refuseUnknownZones, rulesOf } from '../broadcast/actions.ts';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { counted } from '../ports/counted.ts';
import { DeskError } from '../ports/desk-error.ts';
import { plainWords } from '../ports/plain-words.ts';
import { type ItemView, partsOf } from './rules.ts';
import { itemsOn, type Schedule, type ScheduleBook, scheduleRulesOf, todayOf } from './schedule-room.ts';

/** More do not fit on a day anybody could stand. */
const MOST_ITEMS = 100;

/** An item as a person writes it. */
export type ItemDraft = Omit<ScheduledItem, 'id' | 'clause'>;

/** Every item in force today, those of the rules file first. */
export function scheduledItems(book: ScheduleBook): ItemView[] {
  const writers = new Map(book.store.versions().map(({ id, version, writtenBy }) => [`${id} ${version}`, writtenBy]));
  return itemsOn(book, todayOf(book)).map(({ writtenAtMs: _writtenAtMs, ...item }) => {
    const writer = writers.get(`${item.id} ${item.version}`);
    return {
      ...item,
      fromRules: item.version === 0,
      writtenBy: writer === undefined ? null : (book.parts.nameOf(writer) ?? writer),
    };
  });
}

/** Adds an item from today on. @throws DeskError `schedule/text`, `schedule/too-many`, `air/zone` */
export function addItem(
  schedule: Schedule,
  command: Command,
  asked: ItemDraft,
): Acted<{ id: string; version: number }> {
  const draft = understood(schedule, asked);
  return schedule.desk.act(command, 'schedule/add-item', (change) => {
    if (scheduledItems(schedule).length >= MOST_ITEMS) {
      throw new DeskError('wrong-state', 'schedule/too-many', {
        zh: `最多 ${MOST_ITEMS} 条，请先删掉不用的。`,
        en: `At most ${MOST_ITEMS} items. Remove some first.`,
      });
    }
    const id = `desk-${change.nextNumber('schedule-item')}`;
    writeVersion(schedule, change, { id, version: 1, item: { ...draft, id, clause: 'desk' } });
    return { id, version: 1 };
  });
}

/** Writes an item anew from today on; the version before stays on record. @throws DeskError `schedule/unknown-item`, `schedule/of-the-rules` */
export function changeItem(
  schedule: Schedule,
  command: Command,
  id: string,
  asked: ItemDraft,
): Acted<{ id: string; version: number }> {
  return schedule.desk.act(command, 'schedule/change-item', (change) => {
    const version = nextVersion(schedule, id);
    const draft = understood(schedule, asked);
    writeVersion(schedule, change, { id, version, item: { ...draft, id, clause: 'desk' } });
    return { id, version };
  });
}

/** Takes an item off the schedule from today on. @throws DeskError as {@link changeItem} */
export function retireItem(schedule: Schedule, command: Command, id: string): Acted<{ id: string; version: number }> {
  return schedule.desk.act(command, 'schedule/retire-item', (change) => {
    const version = nextVersion(schedule, id);
    writeVersion(schedule, change, { id, version, item: null });
    return { id, version };
  });
}

/** An item as it would be heard, at the desk only. @throws DeskError, DeviceError `speech/…`, `recording/…` */
export function listenToItem(
  book: ScheduleBook,
  draft: Pick<ItemDraft, 'chime' | 'recording' | 'text'>,
): Promise<Uint8Array> {
  const said = { ...draft, text: plainText(draft.text) };
  checkText(book, said);
  const id = 'schedule-preview';
  return book.parts.broadcast.publicAddress.listen({ id, parts: partsOf(said), times: 1, gapMs: 0 });
}

function nextVersion(book: ScheduleBook, id: string): number {
  const newest = book.store.versions().findLast((one) => one.id === id);
  if (newest !== undefined && newest.item !== null) return newest.version + 1;
  if (newest === undefined && scheduleRulesOf(book, todayOf(book)).items.some((item) => item.id === id)) {
    throw new DeskError('wrong-state', 'schedule/of-the-rules', {
      zh: '这条写在规则文件 config/rules/schedule.yaml 里，请在那里加一个新版本；今天不播可以按“今天不播”。',
      en: 'This one is in config/rules/schedule.yaml: add a version there. For today press “Not today”.',
    });
  }
  throw new DeskError('not-found', 'schedule/unknown-item', {
    zh: '这条已经不在日程里了。',
    en: 'This item is not on the schedule any more.',
  });
}

function writeVersion(
  schedule: Schedule,
  change: Change,
  { id, version, item }: { readonly id: string; readonly version: number; readonly item: ScheduledItem | null },
): void {
  const fromDay = todayOf(schedule);
  schedule.store.addVersion({
    id,
    version,
    fromDay,
    item,
    writtenBy: change.actor,
    writtenAtMs: change.at.wallMs,
  });
  change.record({
    kind: item === null ? 'schedule/item-retired' : 'schedule/item-written',
    subject: `schedule-item:${id}`,
    body: { version, from: fromDay, ...(item === null ? {} : { at: item.at }) },
    ...(item === null ? {} : { personal: { title: item.title.zh } }),
  });
  change.afterCommit(() => schedule.look());
}

/** The draft in plain words. @throws DeskError `schedule/text`, `schedule/too-long`, `air/zone` */
function understood(book: ScheduleBook, draft: ItemDraft): ItemDraft {
  const { title } = draft;
  const plain = {
    ...draft,
    title: { zh: plainWords(title.zh), en: plainWords(title.en) },
    text: plainText(draft.text),
  };
  if (plain.title.zh === '') {
    const says = { zh: '请写名称。', en: 'Please write a name.' };
    throw new DeskError('invalid', 'schedule/title', says, { field: 'title.zh' });
  }
  checkText(book, plain);
  refuseUnknownZones(book.parts.broadcast, plain.zones);
  return plain;
}

function plainText({ zh = '', en = '' }: NonNullable<ItemDraft['text']> = {}): NonNullable<ItemDraft['text']> {
  const plain = { zh: plainWords(zh), en: plainWords(en) };
  return { ...(plain.zh === '' ? {} : { zh: plain.zh }), ...(plain.en === '' ? {} : { en: plain.en }) };
}

function checkText({ parts }: ScheduleBook, { text, recording }: Pick<ItemDraft, 'text' | 'recording'>): void {
  if (text?.zh === undefined && text?.en === undefined && recording === undefined) {
    throw new DeskError(
      'invalid',
      'schedule/text',
      { zh: '请写要播的话，或选一段录音。', en: 'Please write what is to be said, or choose a recording.' },
      { field: 'text.zh' },
    );
  }
  const longest = rulesOf(parts.broadcast).longestTextCharacters;
  const field =
    [...(text?.zh ?? '')].length > longest.value
      ? 'zh'
      : [...(text?.en ?? '')].length > longest.value
        ? 'en'
        : undefined;
  if (field === undefined) return;
  throw new DeskError(
    'invalid',
    'schedule/too-long',
    {
      zh: `最多 ${longest.value} 字，请缩短。`,
      en: `At most ${counted(longest.value, 'character')}. Please shorten it.`,
    },
    { field: `text.${field}`, facts: { clause: longest.clause } },
  );
}
