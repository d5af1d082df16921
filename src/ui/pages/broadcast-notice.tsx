import { Button, Sheet, type Tab, TextField } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { clearForm, go, notice, options, prepared } from './broadcast-state.ts';
import { PreparedKeys, PreparedSheet } from './prepared-notice.tsx';

/** A notice: one of the prepared ones with a few words filled in, or the desk's own words. */
export function NoticeSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  const chosen = options.value?.notices.find(({ id }) => id === prepared.value?.id);
  const { zh, en } = notice.value;
  if (chosen !== undefined && zh + en === '') return <PreparedSheet tabs={tabs} notice={chosen} />;
  if (prepared.value === undefined && zh + en === '') return <PreparedKeys tabs={tabs} />;
  return <OwnWords tabs={tabs} />;
}

function OwnWords({ tabs }: { readonly tabs: readonly Tab[] }) {
  const most = options.value?.longestTextCharacters.value ?? 0;
  const { zh, en } = notice.value;
  const leftOver = Math.min(most - [...zh].length, most - [...en].length);
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast notice"
      acts={
        <>
          <Button look="quiet" icon="say" href="/broadcast/words">
            {w('words.open')}
          </Button>
          <Button look="quiet" onPress={() => clearForm('service')}>
            {w(zh + en === '' ? 'notices.back' : 'form.clear')}
          </Button>
          <span class="label">{w('service.left', { n: Math.max(0, leftOver) })}</span>
          <Button look="main" push disabled={zh.trim() === '' || leftOver < 0} onPress={() => go('service', 'check')}>
            {w('form.check')}
          </Button>
        </>
      }
    >
      <TextField
        label={w('service.zh')}
        placeholder={w('service.zhPlace')}
        lines={3}
        value={zh}
        maxLength={most}
        onInput={(text) => {
          notice.value = { ...notice.value, zh: text };
        }}
      />
      <TextField
        label={w('service.en')}
        layout="english"
        lines={2}
        value={en}
        maxLength={most}
        onInput={(text) => {
          notice.value = { ...notice.value, en: text };
        }}
      />
    </Sheet>
  );
}
