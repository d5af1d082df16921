import { useSignal } from '@preact/signals';
import type { ImportLine } from '../../roster/import.rules.ts';
import type { ImportPreview, RosterChoices } from '../../roster/view.rules.ts';
import { command, get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, Facts, Lamp, type LampState, Sheet } from '../kit/kit.ts';
import { w } from '../words/roster-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';
import { BreakRow, RosterGate, rosterTabs, shortNames } from './roster-parts.tsx';

/** Bytes of a piece: a third more in base64, and within the 64 kB of a request. */
const pieceBytes = 33_000;

/** A table read into the roster: chosen, looked at line by line, then written all at once. */
export function RosterImportPage() {
  return (
    <RosterGate tab="import" roles={['supervisor', 'hr']}>
      <Import />
    </RosterGate>
  );
}

function Import() {
  const choices = useAsked<RosterChoices>('/api/roster/choices').answer.value;
  const importId = useSignal<string | undefined>(undefined);
  const preview = useSignal<ImportPreview | undefined>(undefined);
  const written = useSignal<number | undefined>(undefined);
  const doing = useDoing();

  const look = async (id: string): Promise<void> => {
    preview.value = undefined;
    preview.value = await get<ImportPreview>(`/api/roster/imports/${id}`);
  };
  const take = (file: File): void =>
    void doing.run('take', async () => {
      written.value = undefined;
      importId.value = undefined;
      preview.value = undefined;
      const bytes = new Uint8Array(await file.arrayBuffer());
      const begun = await command<{ readonly importId: string }>('POST', '/api/roster/imports', {
        name: file.name,
        bytes: bytes.length,
      });
      for (let at = 0; at < bytes.length; at += pieceBytes)
        await command('POST', `/api/roster/imports/${begun.importId}/pieces`, {
          at,
          piece: btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes))),
        });
      importId.value = begun.importId;
      await look(begun.importId);
    });
  const write = (): void =>
    void doing.run('write', async () => {
      const { value: id } = importId;
      const { value: shown } = preview;
      if (id === undefined || shown === undefined) return;
      const { changed } = await command<{ readonly changed: number }>('POST', `/api/roster/imports/${id}/confirm`, {
        mark: shown.mark,
      });
      written.value = changed;
      preview.value = undefined;
      importId.value = undefined;
    });
  const counts = preview.value?.counts;
  const days = counts === undefined ? 0 : counts.added + counts.changed;
  const { value: id } = importId;
  return (
    <Sheet
      tabs={rosterTabs('import')}
      stage="roster import"
      acts={
        <>
          <Button look="quiet" icon="back" href="/roster">
            {t('action.back')}
          </Button>
          <a class="btn" href="/api/roster/template.csv" download="roster.csv">
            {w('import.template')}
          </a>
          <label class={`btn ${doing.busy.value === 'take' ? 'waiting' : ''}`}>
            {w(doing.busy.value === 'take' ? 'import.taking' : 'import.choose')}
            <input
              type="file"
              hidden
              accept=".xlsx,.csv"
              onChange={({ currentTarget }) => {
                const [file] = currentTarget.files ?? [];
                if (file !== undefined) take(file);
                // The same file, put right, is chosen again.
                currentTarget.value = '';
              }}
            />
          </label>
          {preview.value !== undefined && (
            <Button
              look="main"
              push
              busy={doing.busy.value === 'write'}
              disabled={days === 0 || (counts?.refused ?? 0) > 0}
              onPress={write}
            >
              {w('import.write', { n: days })}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine
        error={doing.failed.value}
        {...(id === undefined ? {} : { onRetry: () => void doing.run('look', () => look(id)) })}
      />
      {written.value !== undefined && <Empty icon="check">{w('import.written', { n: written.value })}</Empty>}
      {preview.value === undefined && written.value === undefined && <Empty icon="calendar">{w('import.how')}</Empty>}
      {preview.value !== undefined && <Preview preview={preview.value} choices={choices} />}
    </Sheet>
  );
}

const outcomes = ['refused', 'changed', 'added', 'unchanged'] as const;
const lamps: Readonly<Record<ImportLine['outcome'], LampState>> = {
  refused: 'need',
  changed: 'wait',
  added: 'wait',
  unchanged: 'off',
};

function Preview({
  preview,
  choices,
}: {
  readonly preview: ImportPreview;
  readonly choices: RosterChoices | undefined;
}) {
  const words = (ids: readonly string[] | null): string => {
    if (ids === null) return w('cell.byPattern');
    return ids.length === 0 ? w('cell.rest') : shortNames(choices, ids).join(' + ');
  };
  const total = outcomes.reduce((sum, outcome) => sum + preview.counts[outcome], 0);
  return (
    <>
      <p class="what">
        <b>{preview.name}</b>
        <span>
          {outcomes.map((outcome) => `${w(`import.${outcome}`)} ${preview.counts[outcome]}`).join(' · ')}
          {total > preview.lines.length && ` · ${w('import.first', { n: preview.lines.length })}`}
        </span>
      </p>
      {preview.counts.refused > 0 && <p class="label">{w('import.allOrNothing')}</p>}
      {preview.counts.refused === 0 && preview.broken !== null && preview.broken.length > 0 && (
        <Facts>
          {preview.broken.map((one) => (
            <BreakRow key={one.key} one={one} />
          ))}
        </Facts>
      )}
      <ul class="lines">
        {preview.lines.map((one) => (
          <li key={`${one.line} ${one.column}`}>
            <Lamp state={lamps[one.outcome]} />
            <span class="at">{w('import.at', { line: one.line, column: one.column })}</span>
            <b>{one.name === '' ? one.staffNo : showName(one.name)}</b>
            <span>{one.day}</span>
            <span>
              {one.why !== null
                ? say(one.why)
                : one.outcome === 'unchanged'
                  ? words(one.now)
                  : `${words(one.now)} → ${words(one.wanted)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
