import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Sentence } from '../../ports/device.ts';
import { FormRow, Icon, Pick, Picks, Stepper, Swatches, type Tab, TextField } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { language, say } from '../words/words.ts';
import { FormSheet } from './broadcast-form-sheet.tsx';
import { followDraft, object, options, person } from './broadcast-state.ts';

const oldest = 120;
const adultStep = 5;
const usual = { child: 5, adult: 40 };
// The word on a swatch is dark on a light colour: the usual luma weights.
const inkOn = (hex: string): string => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b > 150 ? '#23282b' : '#ffffff';
};

function swatches() {
  return (options.value?.colours ?? []).map((colour) => ({
    value: colour.id,
    label: language.value === 'zh' ? colour.zh.slice(0, 1) : colour.en.charAt(0).toUpperCase() + colour.en.slice(1),
    css: colour.hex,
    ink: inkOn(colour.hex),
  }));
}

type OnKey = { readonly id: string; readonly short: Sentence };
const keysOf = (choices: readonly OnKey[] | undefined) =>
  (choices ?? []).map(({ id, short }) => ({ value: id, label: say(short) }));

/** The form of a lost person: choices write the script. */
export function PersonFormSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  useEffect(() => followDraft('lost-person'), []);
  const form = person.value;
  const adultFrom = options.value?.adultFromAge.value ?? 14;
  const adult = form.age >= adultFrom;
  const set = (changed: Partial<typeof form>): void => {
    person.value = { ...person.value, ...changed };
  };
  const bottom = form.bottomWear === 'skirt' ? 'form.skirt' : 'form.trousers';
  const missing = [
    ...(form.sex === undefined ? [w(adult ? 'draft.sexAdult' : 'draft.sex')] : []),
    ...(lacksPlace(form) ? [w('draft.place')] : []),
  ];
  return (
    <FormSheet kind="lost-person" tabs={tabs} missing={missing}>
      <Row
        label={w(adult ? 'form.adult' : 'form.child')}
        press={{
          label: w('form.who'),
          run: () => set({ age: adult ? usual.child : Math.max(usual.adult, adultFrom) }),
        }}
      >
        <Picks
          label={w(adult ? 'form.adult' : 'form.child')}
          choices={[
            { value: 'male', label: w(adult ? 'form.man' : 'form.boy') },
            { value: 'female', label: w(adult ? 'form.woman' : 'form.girl') },
          ]}
          value={form.sex}
          onPick={(sex) => set({ sex })}
        />
        <Stepper
          value={form.age}
          text={w('form.years', { n: form.age })}
          min={adult ? adultFrom : 0}
          max={adult ? oldest : adultFrom - 1}
          step={adult ? adultStep : 1}
          lessLabel={w('form.younger')}
          moreLabel={w('form.older')}
          onChange={(age) => set({ age })}
        />
      </Row>
      <Row label={w('form.top')}>
        <Swatches
          label={w('form.top')}
          colours={swatches()}
          value={form.top}
          onPick={(top) => set({ top: top === form.top ? undefined : top })}
        />
      </Row>
      <Row
        label={w(bottom)}
        press={{
          label: w('form.bottom'),
          run: () => set({ bottomWear: form.bottomWear === 'skirt' ? 'trousers' : 'skirt' }),
        }}
      >
        <Swatches
          label={w(bottom)}
          colours={swatches()}
          value={form.bottom}
          onPick={(colour) => set({ bottom: colour === form.bottom ? undefined : colour })}
        />
      </Row>
      <Place label={w('form.lostAt')} form={form} set={set} />
      <Meeting chosen={form.meeting} set={(meeting) => set({ meeting })} />
    </FormSheet>
  );
}

/** The form of a lost object. */
export function ObjectFormSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  useEffect(() => followDraft('lost-object'), []);
  const form = object.value;
  const set = (changed: Partial<typeof form>): void => {
    object.value = { ...object.value, ...changed };
  };
  const lacksObject = form.object === undefined || (form.object === 'other' && (form.objectText ?? '').trim() === '');
  const missing = [...(lacksObject ? [w('draft.object')] : []), ...(lacksPlace(form) ? [w('draft.place')] : [])];
  return (
    <FormSheet kind="lost-object" tabs={tabs} missing={missing}>
      <Row label={w('form.what')}>
        {form.object === 'other' ? (
          <Other
            label={w('form.otherObject')}
            text={form.objectText}
            maxLength={20}
            onInput={(objectText) => set({ objectText })}
            onBack={() => set({ object: undefined })}
          />
        ) : (
          <Picks
            label={w('form.what')}
            choices={keysOf(options.value?.objects)}
            value={form.object}
            onPick={(what) => set({ object: what })}
          />
        )}
      </Row>
      <Row label={w('form.colour')}>
        <Swatches
          label={w('form.colour')}
          colours={swatches()}
          value={form.colour}
          onPick={(colour) => set({ colour: colour === form.colour ? undefined : colour })}
        />
      </Row>
      <Place label={w('form.objectAt')} form={form} set={set} />
      <Meeting chosen={form.meeting} set={(meeting) => set({ meeting })} />
    </FormSheet>
  );
}

interface PlaceFields {
  readonly place?: string | undefined;
  readonly placeText?: string | undefined;
}

const lacksPlace = ({ place, placeText }: PlaceFields): boolean =>
  place === undefined || (place === 'other' && (placeText ?? '').trim() === '');

function Place({
  label,
  form,
  set,
}: {
  readonly label: string;
  readonly form: PlaceFields;
  readonly set: (changed: { place?: string | undefined; placeText?: string }) => void;
}) {
  if (form.place === 'other')
    return (
      <Row label={label}>
        <Other
          label={w('form.otherPlace')}
          text={form.placeText}
          maxLength={30}
          onInput={(placeText) => set({ placeText })}
          onBack={() => set({ place: undefined })}
        />
      </Row>
    );
  return (
    <Row label={label}>
      <div class="places">
        <Picks
          label={label}
          choices={[...keysOf(options.value?.places), { value: 'other', label: w('form.other') }]}
          value={form.place}
          onPick={(place) => set({ place })}
        />
      </div>
    </Row>
  );
}

interface OtherProps {
  readonly label: string;
  readonly text: string | undefined;
  readonly maxLength: number;
  readonly onInput: (text: string) => void;
  readonly onBack: () => void;
}

// Stands where the choices were, so that the form stays on one screen; touched again, 其他 brings them back.
function Other({ label, text, maxLength, onInput, onBack }: OtherProps) {
  return (
    <div class="other">
      <Pick pressed onPress={onBack}>
        {w('form.other')}
      </Pick>
      <TextField
        label={label}
        hideLabel
        placeholder={label}
        value={text ?? ''}
        maxLength={maxLength}
        onInput={onInput}
      />
    </div>
  );
}

function Meeting({ chosen, set }: { readonly chosen: string; readonly set: (id: string) => void }) {
  const choices = keysOf(options.value?.meetingPoints);
  return (
    <Row label={w('form.meet')}>
      <Picks label={w('form.meet')} choices={choices} value={chosen === '' ? choices[0]?.value : chosen} onPick={set} />
    </Row>
  );
}

function Row({
  label,
  press,
  children,
}: {
  readonly label: string;
  readonly press?: { readonly label: string; readonly run: () => void };
  readonly children: ComponentChildren;
}) {
  if (press === undefined) return <FormRow label={label}>{children}</FormRow>;
  return (
    <div class="formrow">
      <Pick label={press.label} onPress={press.run}>
        <span class="turn">
          {label}
          <Icon name="swap" />
        </span>
      </Pick>
      <div>{children}</div>
    </div>
  );
}
