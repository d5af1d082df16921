import { Button, Sheet } from '../kit/kit.ts';
import { w } from '../words/month-words.ts';
import { t } from '../words/t.ts';
import { language } from '../words/words.ts';
import { monthName } from './outcomes-state.ts';

const formats = ['xlsx', 'csv'] as const;

interface SaveProps {
  /** `YYYY-MM` */
  readonly month: string;
  /** Empty: everybody. */
  readonly department: string;
  readonly onBack: () => void;
}

/** A month as a file: what is in it, and in which of two formats. */
export function SaveSheet({ month, department, onBack }: SaveProps) {
  const whose = department === '' ? '' : `/departments/${encodeURIComponent(department)}`;
  return (
    <Sheet
      title={w('save.title', { month: monthName(month), whose: department || w('list.all') })}
      stage="monthsave"
      acts={
        <Button look="quiet" icon="back" onPress={onBack}>
          {t('action.back')}
        </Button>
      }
    >
      {formats.map((format) => (
        <a
          key={format}
          class="file"
          href={`/api/outcomes${whose}/months/${month}/export.${format}?language=${language.value}`}
          download
        >
          <b>{w(`save.${format}`)}</b>
          <span>{w(`save.${format}Has`)}</span>
        </a>
      ))}
      <p class="label">{w('save.note')}</p>
    </Sheet>
  );
}
