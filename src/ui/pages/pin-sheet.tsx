import './pin-sheet.css';
import { useSignal } from '@preact/signals';
import { command } from '../desk/api.ts';
import { Button, ErrorLine, PinPad, Sheet } from '../kit/kit.ts';
import { t } from '../words/t.ts';

export interface PinSheetProps {
  readonly title: string;
  /** What the number and PIN are asked for. */
  readonly what: string;
  /** Why it takes another person. */
  readonly hint?: string;
  readonly words: { readonly staffNo: string; readonly pin: string; readonly next: string; readonly act: string };
  /** Where number and PIN go, beside `body`. */
  readonly path: string;
  readonly body: object;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

const longest = { pin: 12, staffNo: 8 };
const shortestPin = 4;

/** A named person's number and PIN, in place; nobody is signed out for it. */
export function PinSheet({ title, what, hint, words, path, body, onBack, onDone }: PinSheetProps) {
  const staffNo = useSignal('');
  const pin = useSignal('');
  const typingPin = useSignal(false);
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const act = async (): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await command('POST', path, { ...body, staffNo: staffNo.value, pin: pin.value });
      onDone();
    } catch (thrown) {
      failed.value = thrown;
      pin.value = '';
    } finally {
      busy.value = false;
    }
  };
  return (
    <Sheet
      title={title}
      stage="pinsheet"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          {typingPin.value ? (
            <Button
              look="main"
              push
              busy={busy.value}
              disabled={pin.value.length < shortestPin}
              onPress={() => void act()}
            >
              {words.act}
            </Button>
          ) : (
            <Button look="main" push disabled={staffNo.value === ''} onPress={() => (typingPin.value = true)}>
              {words.next}
            </Button>
          )}
        </>
      }
    >
      <div class="what">
        <h2>{what}</h2>
        <p>{typingPin.value ? words.pin : words.staffNo}</p>
        {typingPin.value && <p class="label">{staffNo.value}</p>}
        {hint !== undefined && <p class="label">{hint}</p>}
        <ErrorLine error={failed.value} />
      </div>
      {typingPin.value ? (
        <PinPad value={pin.value} length={longest.pin} onChange={(text) => (pin.value = text)} />
      ) : (
        <PinPad open value={staffNo.value} length={longest.staffNo} onChange={(text) => (staffNo.value = text)} />
      )}
    </Sheet>
  );
}
