import type { Loans } from './open-loans.ts';

/** Umbrellas of the demo plaza: numbers and the doors they stand in; null stands behind the counter. */
const DEMO_UMBRELLAS: readonly (readonly [number: string, door: number | null])[] = [
  ['012', 1],
  ['013', 2],
  ['014', 3],
  ['015', null],
  ['016', 5],
  ['017', 6],
  ['018', null],
  ['019', 8],
  ['020', 9],
  ['021', null],
  ['022', 11],
  ['023', 12],
];
const DEMO_STROLLERS = ['1', '2', '3', '4'];

/** Fills an empty stock for the demo plaza; doors the cabinet does not have stay unused. Returns how many items were added. */
export function addDemoStock(loans: Loans): number {
  if (loans.store.items().length > 0) return 0;
  const doors = new Set((loans.cabinet?.doors() ?? []).map((door) => door.number));
  return loans.desk.change('system', (change) => {
    for (const [number, door] of DEMO_UMBRELLAS) {
      const inCabinet = door !== null && doors.has(door);
      loans.store.addItem({ kind: 'umbrella', number, door: inCabinet ? door : null, condition: 'in-stock' });
    }
    for (const number of DEMO_STROLLERS) {
      loans.store.addItem({ kind: 'stroller', number, door: null, condition: 'in-stock' });
    }
    const added = DEMO_UMBRELLAS.length + DEMO_STROLLERS.length;
    change.record({ kind: 'loans/demo-stock-added', subject: 'stock', body: { items: added } });
    return added;
  });
}
