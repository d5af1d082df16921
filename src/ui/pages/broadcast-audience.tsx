import type { ComponentChildren } from 'preact';
import type { ScriptPiece } from '../../broadcast/fill-template.rules.ts';
import type { FollowedDraft } from '../../broadcast/follow-up.rules.ts';
import { Picks } from '../kit/kit.ts';
import { w } from '../words/call-words.ts';
import { audiences, type CallKind, drafts } from './broadcast-state.ts';

type Pieces = readonly (readonly ScriptPiece[])[];

/** What is heard, each by whom: the staff's words stand before the public's, or alone. */
export function withStaff(draft: Partial<FollowedDraft> | undefined, toPublic: Pieces): Pieces {
  if (draft?.staff === undefined || draft.staff === null) return toPublic;
  const mark = (text: string): ScriptPiece => ({ text, filled: true });
  const { zh, en } = draft.staff;
  const toStaff = [zh, ...(en === null ? [] : [en])].map((text) => [mark(w('to.staffMark')), { text, filled: false }]);
  if (draft.audience === 'staff') return toStaff;
  return [...toStaff, ...toPublic.map((pieces) => [mark(w('to.publicMark')), ...pieces])];
}

interface AudienceRowProps {
  readonly kind: CallKind;
  /** At the end of the row. */
  readonly children?: ComponentChildren;
}

/** To whom the call goes: the rule's choice until the clerk makes one. */
export function AudienceRow({ kind, children }: AudienceRowProps) {
  const chosen = audiences.value[kind] ?? drafts.value[kind]?.audience;
  return (
    <div class="opts to">
      <span class="label">{w('to.label')}</span>
      <Picks
        label={w('to.label')}
        choices={[
          { value: 'staff-first', label: w('to.staffFirst') },
          { value: 'public', label: w('to.public') },
          { value: 'staff', label: w('to.staff') },
        ]}
        value={chosen}
        onPick={(audience) => {
          audiences.value = { ...audiences.value, [kind]: audience };
        }}
      />
      {children}
    </div>
  );
}
