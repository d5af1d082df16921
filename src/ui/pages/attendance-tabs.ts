import { mayDo } from '../desk/desk.ts';
import type { Tab } from '../kit/kit.ts';
import { w } from '../words/outcomes-words.ts';

/** The pages of working time that who is signed in may see. */
export function attendanceTabs(current: string): readonly Tab[] {
  const tabs = [
    { href: '/attendance', label: w('tabs.today'), shown: true },
    { href: '/attendance/months', label: w('tabs.months'), shown: mayDo('shift-lead', 'supervisor', 'hr') },
    { href: '/attendance/decisions', label: w('tabs.decisions'), shown: mayDo('shift-lead', 'supervisor', 'hr') },
    { href: '/attendance/audit', label: w('tabs.audit'), shown: mayDo('shift-lead', 'supervisor', 'hr') },
    { href: '/attendance/trial', label: w('tabs.trial'), shown: mayDo('supervisor', 'hr') },
  ];
  return tabs.flatMap(({ shown, ...tab }) => (shown ? [{ ...tab, current: tab.href === current }] : []));
}
