import { useSignal } from '@preact/signals';
import type { LostProof } from '../../loans/rules.ts';
import { Button, ErrorLine, FormRow, Picks, PinPad, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/return-words.ts';
import { t } from '../words/t.ts';
import type { StepParts } from './lend-parts.ts';

const staffNoLength = 8;
const longestPin = 12;
const shortestPin = 4;

interface LostPanelProps extends StepParts {
  readonly tabs: readonly Tab[];
  readonly onClose: () => void;
}

/** Slip or card is gone: the supervisor approves here, with number and PIN; the declaration prints. */
export function LostPanel({ loan, doing, step, tabs, onClose }: LostPanelProps) {
  const lost = useSignal<LostProof>(loan.card === null || loan.lost === 'card' ? 'slip' : 'card');
  const staffNo = useSignal('');
  const pin = useSignal('');
  const atPin = useSignal(false);
  const choices: readonly { readonly value: LostProof; readonly label: string; readonly disabled?: boolean }[] = [
    { value: 'card', label: w('lost.card'), disabled: loan.card === null || loan.lost === 'card' },
    { value: 'slip', label: w('lost.slip'), disabled: loan.lost === 'slip' },
    { value: 'both', label: w('lost.both'), disabled: loan.card === null || loan.lost !== null },
  ];
  const approve = async (): Promise<void> => {
    const done = await step('lost', `/api/loans/${loan.id}/lost`, {
      lost: lost.value,
      supervisor: { staffNo: staffNo.value, pin: pin.value },
    });
    pin.value = '';
    if (done) onClose();
  };
  return (
    <Sheet
      tabs={tabs}
      stage="back lost"
      acts={
        <>
          <Button
            look="quiet"
            onPress={() => {
              doing.failed.value = undefined;
              if (atPin.value) atPin.value = false;
              else onClose();
            }}
          >
            {t('action.back')}
          </Button>
          {atPin.value ? (
            <Button
              look="main"
              push
              busy={doing.busy.value === 'lost'}
              disabled={pin.value.length < shortestPin}
              onPress={() => void approve()}
            >
              {w('lost.approve')}
            </Button>
          ) : (
            <Button look="main" push disabled={staffNo.value === ''} onPress={() => (atPin.value = true)}>
              {w('lost.next')}
            </Button>
          )}
        </>
      }
    >
      <div class="why">
        <h2>{w('lost.title', { number: loan.item.number })}</h2>
        <FormRow label={w('lost.what')}>
          <Picks label={w('lost.what')} choices={choices} value={lost.value} onPick={(value) => (lost.value = value)} />
        </FormRow>
        <p>{w('lost.says')}</p>
        <ErrorLine error={doing.failed.value} />
      </div>
      <div class="approval">
        <p>{atPin.value ? w('lost.pin', { no: staffNo.value }) : w('lost.staffNo')}</p>
        {atPin.value ? (
          <PinPad key="pin" value={pin.value} length={longestPin} onChange={(value) => (pin.value = value)} />
        ) : (
          <PinPad
            key="no"
            open
            value={staffNo.value}
            length={staffNoLength}
            onChange={(value) => (staffNo.value = value)}
          />
        )}
      </div>
    </Sheet>
  );
}
