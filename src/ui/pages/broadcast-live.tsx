import './broadcast-live.css';
import { useEffect } from 'preact/hooks';
import { mayDo, session } from '../desk/desk.ts';
import { Button, ErrorLine, Lamp, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/live-words.ts';
import { say } from '../words/words.ts';
import { refused } from './live-hand.ts';
import { TalkKey } from './live-key.tsx';
import { chosenZones, followLive, live, loadRecordings } from './live-state.ts';
import { TakePanel } from './live-take.tsx';
import { ZonePicks } from './zone-picks.tsx';

/** The live microphone: one large key to hold, and beside it what is recorded first and aired then. */
export function LiveSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  useEffect(followLive, []);
  const who = session.value;
  useEffect(() => {
    loadRecordings().catch(() => undefined);
  }, [who]);
  const counter = mayDo('clerk', 'shift-lead', 'supervisor');
  const view = live.value?.view;
  return (
    <Sheet
      tabs={tabs}
      stage="live"
      acts={
        <>
          <Button look="quiet" icon="back" href="/broadcast/board">
            {w('back.board')}
          </Button>
          {!counter && (
            <Button look="main" icon="user" push href="/sign-in">
              {w('gate.signIn')}
            </Button>
          )}
          {counter && (
            <ZonePicks
              push
              chosen={chosenZones.value}
              disabled={live.value?.view.talk !== null}
              onChoose={(zones) => {
                chosenZones.value = zones;
              }}
            />
          )}
        </>
      }
    >
      <div class="talk">
        <TalkKey mayTalk={counter} />
        <div class="says">
          <ErrorLine error={refused.value} />
          {view?.warnings.map((warning) => (
            <p key={warning.en}>
              <Lamp state="wait" />
              {say(warning)}
            </p>
          ))}
          {view !== undefined && view.last !== null && refused.value === undefined && (
            <p>
              <Lamp state="wait" />
              {say(view.last.says)}
            </p>
          )}
        </div>
      </div>
      {counter && <TakePanel />}
    </Sheet>
  );
}
