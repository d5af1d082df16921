import './post-room.css';
import { useSignal } from '@preact/signals';
import type { CellView, PostBoard, RoundView } from '../../post-room/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { Button, Empty, ErrorLine, Lamp, Sheet } from '../kit/kit.ts';
import { w } from '../words/post-words.ts';
import { t } from '../words/t.ts';
import { clauseWords, say } from '../words/words.ts';
import { PostItemSheet, PostRoundSheet } from './post-item.tsx';
import { cellWords, dueWords, lamps, type PostCell, postPosts } from './post-state.ts';

/** What each department is to hand in and when, as a board of lamps. */
export function PostRoomPage() {
  return mayDo(...postPosts) ? <Board /> : <SignInFirst />;
}

function Board() {
  const day = useSignal('');
  const { answer, failed, again } = useAsked<PostBoard>(
    `/api/post-room${day.value === '' ? '' : `?day=${day.value}`}`,
    { on: ['post-room', 'form'] },
  );
  const open = useSignal<'board' | 'late' | PostCell | RoundView>('board');
  const board = answer.value;
  const back = (): void => {
    open.value = 'board';
    again();
  };
  const { value } = open;
  if (value === 'late') return <Late late={board?.late ?? []} onBack={back} onOpen={(cell) => (open.value = cell)} />;
  if (value !== 'board' && 'department' in value) return <PostItemSheet cell={value} onBack={back} />;
  if (value !== 'board') return <PostRoundSheet round={value} departments={board?.departments ?? []} onBack={back} />;
  return (
    <Sheet
      title={board === undefined ? '' : w('board.title', { from: board.week.slice(5) })}
      stage="post"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <Button onPress={() => (day.value = board?.weekBefore ?? '')}>{w('board.before')}</Button>
          {day.value !== '' && <Button onPress={() => (day.value = '')}>{w('board.now')}</Button>}
          <Button onPress={() => (day.value = board?.weekAfter ?? '')}>{w('board.after')}</Button>
          {board !== undefined && board.late.length > 0 && (
            <Button push icon="bang" onPress={() => (open.value = 'late')}>
              {w('board.late', { n: board.late.length })}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={failed.value} onRetry={again} />
      {board !== undefined && (
        <table style={{ '--rounds': board.rounds.length }}>
          <thead>
            <tr>
              <th class="label">{w('board.department')}</th>
              {board.rounds.map((round) => (
                <th key={round.deliveryId}>
                  <button type="button" onClick={() => (open.value = round)}>
                    <b>{say(round.name)}</b>
                    <span class="label">{dueWords(round)}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.departments.map(({ name, cells }) => (
              <tr key={name}>
                <th>{name}</th>
                {cells.map((cell, at) => (
                  <td key={cell.deliveryId}>
                    <button
                      type="button"
                      aria-label={w('cell.of', { department: name, name: nameOf(board.rounds[at]) })}
                      onClick={() => (open.value = cell)}
                    >
                      <Lamp state={lamps[cell.state]} />
                      <span>{cellWords(cell)}</span>
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Sheet>
  );
}

interface LateProps {
  readonly late: PostBoard['late'];
  readonly onBack: () => void;
  readonly onOpen: (cell: CellView) => void;
}

function Late({ late, onBack, onOpen }: LateProps) {
  return (
    <Sheet
      title={w('late.title')}
      stage="post scroll"
      acts={
        <Button look="quiet" icon="back" onPress={onBack}>
          {t('action.back')}
        </Button>
      }
    >
      {late.length === 0 && <Empty icon="check">{w('late.none')}</Empty>}
      <ul class="rows">
        {late.map((cell) => (
          <li key={`${cell.deliveryId} ${cell.nominal} ${cell.department}`}>
            <button type="button" onClick={() => onOpen(cell)}>
              <Lamp state={lamps[cell.state]} />
              <b>{cell.department}</b>
              <span>
                {say(cell.name)} <span class="label">{`${cell.nominal.slice(5)} · ${clauseWords(cell.clause)}`}</span>
              </span>
              <span>{cellWords(cell)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function SignInFirst() {
  return (
    <Sheet
      title=""
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <Button look="main" push icon="user" href="/sign-in">
            {t('bar.signIn')}
          </Button>
        </>
      }
    >
      <Empty icon="post">{w('gate.signIn')}</Empty>
    </Sheet>
  );
}

function nameOf(round: RoundView | undefined): string {
  return round === undefined ? '' : say(round.name);
}
