import { useSignal } from '@preact/signals';
import { command } from '../desk/api.ts';
import { Button, ErrorLine, Icon, PinPad, Sheet, type Tab, TextField } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { t } from '../words/t.ts';
import { asking, type CallKind, go, object, options, person } from './broadcast-state.ts';

const longest = { name: 20, feature: 40, phone: 20, pin: 12, staffNo: 8, ledger: 24 };
const shortestPin = 4;

/** What may stay empty: features, the name behind its lock, and who asks. */
export function DetailsSheet({ kind, tabs }: { readonly kind: CallKind; readonly tabs: readonly Tab[] }) {
  const asked = asking.value[kind];
  const set = (changed: Partial<typeof asked>): void => {
    asking.value = { ...asking.value, [kind]: { ...asked, ...changed } };
  };
  const feature = (kind === 'lost-person' ? person : object).value.feature ?? '';
  const setFeature = (text: string): void => {
    if (kind === 'lost-person') person.value = { ...person.value, feature: text };
    else object.value = { ...object.value, feature: text };
  };
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast more"
      acts={
        <>
          <span class="label note">
            <Icon name="lock" />
            {w('more.private')}
          </span>
          <Button look="main" push onPress={() => go(kind, 'form')}>
            {w('more.back')}
          </Button>
        </>
      }
    >
      <TextField
        label={w('more.feature')}
        placeholder={w('more.featurePlace')}
        value={feature}
        maxLength={longest.feature}
        onInput={setFeature}
      />
      {kind === 'lost-person' ? (
        <NameRow />
      ) : (
        <TextField
          label={w('more.ledger')}
          layout="english"
          placeholder={w('more.namePlace')}
          value={asked.ledgerNumber}
          maxLength={longest.ledger}
          onInput={(ledgerNumber) => set({ ledgerNumber })}
        />
      )}
      <div class="pair">
        <TextField
          label={w('more.requester')}
          placeholder={w('more.namePlace')}
          value={asked.requester}
          maxLength={longest.name}
          onInput={(requester) => set({ requester })}
        />
        <TextField
          label={w('more.phone')}
          layout="numbers"
          placeholder={w('more.namePlace')}
          value={asked.phone}
          maxLength={longest.phone}
          onInput={(phone) => set({ phone: phone.replace(/[^0-9+ -]/g, '') })}
        />
      </div>
    </Sheet>
  );
}

function NameRow() {
  const { name = '', age } = person.value;
  const child = age < (options.value?.adultFromAge.value ?? 0) && options.value?.childNameAired.value !== true;
  const approved = asking.value['lost-person'].ticket?.name === name.trim();
  return (
    <div class={child ? 'pair locked' : ''}>
      <TextField
        label={w('more.name')}
        placeholder={w('more.namePlace')}
        value={name}
        maxLength={longest.name}
        onInput={(typed) => {
          person.value = { ...person.value, name: typed };
        }}
      />
      {child &&
        (name.trim() === '' || approved ? (
          <span class="label note">
            <Icon name="lock" />
            {w(approved && name.trim() !== '' ? 'draft.named' : 'draft.noName')}
          </span>
        ) : (
          <Button icon="lock" onPress={() => go('lost-person', 'approve')}>
            {w('more.approve')}
          </Button>
        ))}
    </div>
  );
}

/** A supervisor's number and PIN, in place; nobody is signed out for it. */
export function ApproveSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  const staffNo = useSignal('');
  const pin = useSignal('');
  const typingPin = useSignal(false);
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const name = (person.value.name ?? '').trim();
  const approve = async (): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      const asked = { name, staffNo: staffNo.value, pin: pin.value };
      const { ticket } = await command<{ ticket: string }>('POST', '/api/calls/name-approval', asked);
      const before = asking.value['lost-person'];
      asking.value = { ...asking.value, 'lost-person': { ...before, ticket: { name, id: ticket } } };
      go('lost-person', 'form');
    } catch (thrown) {
      failed.value = thrown;
      pin.value = '';
    } finally {
      busy.value = false;
    }
  };
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast approve"
      acts={
        <>
          <Button look="quiet" onPress={() => go('lost-person', 'more')}>
            {t('action.back')}
          </Button>
          {typingPin.value ? (
            <Button
              look="main"
              push
              busy={busy.value}
              disabled={pin.value.length < shortestPin}
              onPress={() => void approve()}
            >
              {w('approve.done')}
            </Button>
          ) : (
            <Button look="main" push disabled={staffNo.value === ''} onPress={() => (typingPin.value = true)}>
              {w('approve.next')}
            </Button>
          )}
        </>
      }
    >
      <div class="what">
        <h2>{w('approve.title', { name })}</h2>
        <p>{typingPin.value ? w('approve.pin') : w('approve.staffNo')}</p>
        {typingPin.value && <p class="label">{staffNo.value}</p>}
        <ErrorLine error={failed.value} />
      </div>
      {typingPin.value ? (
        <PinPad value={pin.value} length={longest.pin} onChange={(typed) => (pin.value = typed)} />
      ) : (
        <PinPad open value={staffNo.value} length={longest.staffNo} onChange={(typed) => (staffNo.value = typed)} />
      )}
    </Sheet>
  );
}
