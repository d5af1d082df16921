import { type Route, route, shown } from '../http/route.ts';
import { type DiagnosisParts, diagnose } from './actions.ts';
import type { Diagnosis } from './rules.ts';

/** The file a technician far away asks for. */
export function diagnosisRoutes(parts: DiagnosisParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/diagnosis',
      summary: 'State of devices, computer, clock and database in one file without personal data.',
      access: ['supervisor'],
      answer: shown<Diagnosis>('Diagnosis'),
      handle: () => diagnose(parts),
    }),
  ];
}
