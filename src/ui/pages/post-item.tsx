import './post-room.css';
import { useSignal } from '@preact/signals';
import type { PostBoard, PostItem, RoundView } from '../../post-room/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FactRow, Facts, Lamp, Sheet } from '../kit/kit.ts';
import { w } from '../words/post-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';
import { cellWords, lamps, momentOf, type PostCell, pathOf } from './post-state.ts';

/** One department’s delivery: what belongs to it, and that it came. */
export function PostItemSheet({ cell, onBack }: { readonly cell: PostCell; readonly onBack: () => void }) {
  const path = pathOf(cell);
  const { answer, failed, again } = useAsked<PostItem>(path, { on: ['post-room', 'form'] });
  const doing = useDoing();
  const printed = useSignal(false);
  const item = answer.value;
  const post = async (verb: string, body?: object): Promise<void> => {
    const done = await doing.run(verb, () => command('POST', `${path}/${verb}`, body));
    printed.value = done && verb !== 'ticks';
    again();
  };
  return (
    <Sheet
      title={item === undefined ? '' : w('cell.of', { department: item.department, name: say(item.round.name) })}
      stage="post one"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          {item !== undefined && item.state !== 'received' && (
            <Button busy={doing.busy.value === 'reminders'} onPress={() => void post('reminders')}>
              {w('item.remind')}
            </Button>
          )}
          {item !== undefined && item.missed !== null && (
            <Button busy={doing.busy.value === 'missed-punches'} onPress={() => void post('missed-punches')}>
              {w('item.list')}
            </Button>
          )}
          {item?.ticked === true && (
            <Button push busy={doing.busy.value === 'ticks'} onPress={() => void post('ticks', { received: false })}>
              {w('item.undo')}
            </Button>
          )}
          {item?.ticked === false && (
            <Button
              look="main"
              push
              icon="check"
              busy={doing.busy.value === 'ticks'}
              onPress={() => void post('ticks', { received: true })}
            >
              {w(`tick.${item.round.way}`)}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      {item !== undefined && (
        <div class="halves">
          <div class="part">
            {printed.value && <p class="label">{w('item.printed')}</p>}
            <Facts>
              <FactRow state={lamps[item.state]} note={w('item.covers', item.round)}>
                {cellWords(item)} · {w('item.due', { at: momentOf(item.round.dueMs), clause: item.round.clause })}
              </FactRow>
              {item.steps.map(({ id, kind, byName, atMs }) => (
                <FactRow key={id} state={kind === 'received' ? 'done' : 'off'}>
                  {w(`item.${kind}`, { name: showName(byName), at: momentOf(atMs) })}
                </FactRow>
              ))}
            </Facts>
          </div>
          <div class="part">
            <Contents item={item} />
          </div>
        </div>
      )}
    </Sheet>
  );
}

function Contents({ item }: { readonly item: PostItem }) {
  const { missed, sheetList } = item;
  if (missed !== null)
    return missed.length === 0 ? (
      <p class="label">{w('item.missedNone')}</p>
    ) : (
      <Facts>
        {missed.map(({ staffNo, name, day, direction, confirmed }) => (
          <FactRow
            key={`${staffNo} ${day} ${direction}`}
            state={confirmed ? 'done' : 'wait'}
            note={confirmed ? w('item.confirmed') : ''}
          >
            {w('item.missed', { name: showName(name), day: day.slice(5), what: w(`missed.${direction}`) })}
          </FactRow>
        ))}
      </Facts>
    );
  if (sheetList.length === 0) return <p class="label">{w('item.noSheets')}</p>;
  return (
    <Facts>
      {sheetList.map(({ formId, number, personName, title, what, arrived, lacking }) => (
        <FactRow
          key={formId}
          state={arrived ? 'done' : lacking === null ? 'wait' : 'need'}
          note={[say(title), say(what), ...(lacking === null ? [] : [say(lacking)])].join(' · ')}
        >
          {w('item.sheet', { number, name: showName(personName) })}
        </FactRow>
      ))}
    </Facts>
  );
}

interface RoundProps {
  readonly round: RoundView;
  readonly departments: PostBoard['departments'];
  readonly onBack: () => void;
}

/** One round: its cover sheet, and for HR that all of it was delivered. */
export function PostRoundSheet({ round, departments, onBack }: RoundProps) {
  const { deliveryId, nominal, name, way, clause, dueMs } = round;
  const path = `/api/post-room/rounds/${deliveryId}/${nominal}`;
  const doing = useDoing();
  const note = useSignal('');
  const cells = departments.flatMap((one) => one.cells.filter((cell) => cell.deliveryId === deliveryId));
  const cover = async (): Promise<void> => {
    if (await doing.run('cover', () => command('POST', `${path}/cover`))) note.value = w('item.printed');
  };
  const deliver = async (): Promise<void> => {
    await doing.run('delivery', async () => {
      const done = await command<{ departments: number; sheets: number }>('POST', `${path}/delivery`);
      note.value = w('round.delivered', done);
    });
  };
  return (
    <Sheet
      title={say(name)}
      stage="post scroll"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          <Button icon="printer" busy={doing.busy.value === 'cover'} onPress={() => void cover()}>
            {w('round.cover')}
          </Button>
          {way === 'to-hr' && (
            <Button look="main" push icon="check" busy={doing.busy.value === 'delivery'} onPress={() => void deliver()}>
              {w('round.deliver')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value} />
      <p>
        {w('item.due', { at: momentOf(dueMs), clause })} · {w('item.covers', round)}
      </p>
      {note.value !== '' && <p role="status">{note.value}</p>}
      <ul class="rows">
        {cells.map((cell) => (
          <li key={cell.department} class="plain">
            <Lamp state={lamps[cell.state]} />
            <b>{cell.department}</b>
            <span>{cellWords(cell)}</span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
