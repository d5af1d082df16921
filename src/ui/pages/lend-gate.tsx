import type { ComponentChildren } from 'preact';
import { mayDo, session } from '../desk/desk.ts';
import type { Tab } from '../kit/kit.ts';
import { Button, Empty, Sheet } from '../kit/kit.ts';
import { w } from '../words/gate-words.ts';
import { t } from '../words/t.ts';

export interface CounterOnlyProps {
  readonly title?: string;
  readonly tabs?: readonly Tab[];
  readonly children: ComponentChildren;
}

/** What the counter does needs a name on the paper: asks for it once and goes on from here. */
export function CounterOnly({ children, ...bar }: CounterOnlyProps) {
  if (mayDo('clerk', 'shift-lead', 'supervisor')) return <>{children}</>;
  return (
    <Sheet
      {...bar}
      acts={
        <>
          {bar.title !== undefined && (
            <Button look="quiet" icon="back" href="/more">
              {t('action.back')}
            </Button>
          )}
          <Button look="main" push icon="user" href="/sign-in">
            {w('gate.signIn')}
          </Button>
        </>
      }
    >
      <Empty icon="user">{w(session.value === null ? 'gate.nobody' : 'gate.notCounter')}</Empty>
    </Sheet>
  );
}
