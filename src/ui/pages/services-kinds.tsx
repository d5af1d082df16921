import type { PaidService } from '../../receipts/rules.ts';
import { Icon, type IconName } from '../kit/kit.ts';
import { w } from '../words/services-words.ts';
import { language, say } from '../words/words.ts';

const icons: Readonly<Record<string, IconName>> = {
  copy: 'copy',
  print: 'printer',
  gift: 'box',
  fax: 'phone',
  type: 'type',
  other: 'more',
};
const fenPerYuan = 100;

export interface KindsProps {
  readonly services: readonly PaidService[];
  readonly chosen: string | undefined;
  readonly onChoose: (serviceId: string) => void;
}

/** The price list as keys. */
export function Kinds({ services, chosen, onChoose }: KindsProps) {
  return (
    <div class="kinds">
      {services.map(({ id, icon, spoken, name, unit, priceFen }) => (
        <button
          key={id}
          type="button"
          class="kind"
          aria-pressed={chosen === id}
          onClick={() => chosen !== id && onChoose(id)}
        >
          <Icon name={icons[icon] ?? 'more'} />
          {language.value === 'zh' ? spoken.zh.replace(/服务$/, '') : name.en}
          <span class="label">
            {priceFen === undefined
              ? w('services.typed')
              : w('services.per', { price: (priceFen / fenPerYuan).toFixed(2), unit: say(unit) })}
          </span>
        </button>
      ))}
    </div>
  );
}
