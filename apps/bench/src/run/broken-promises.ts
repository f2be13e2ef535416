/** What a run found that strategies promise, state or should do, and did not. */
import { contendersIn, hasRightCount } from '@contend/record';
import type { Entry } from '../catalogue/catalogue.ts';
import { asTyped } from './as-typed.ts';
import { brokenFaults } from './faults.ts';
import type { Measurement } from './measure.ts';
import type { Prepared } from './prepare.ts';
import { reproduceViolation } from './reproduce.ts';

export interface BrokenPromise {
  /** A guest's is told, and is not ours to answer for. */
  guest: boolean;
  /** Names the strategy, what it did, and the command that shows it again. */
  says: string;
}

/** Wrong counts where exactness was promised; outcomes of faults other than stated; violations that exploring found. */
export function brokenPromises({ record, reports }: Measurement, { plan, faults }: Prepared): BrokenPromise[] {
  const { cells, faults: made } = asTyped(record, plan, faults);
  const entries = new Map(plan.cells.map(({ entry }) => [entry.id, entry]));
  return [
    ...cells
      .filter(({ promised, verdict }) => promised && !hasRightCount({ verdict }))
      .map(({ strategy, contenders, world, verdict, guest, reproduce }) => ({
        guest,
        says: `${strategy}, ${contendersIn(world, contenders)}: ${verdict}; reproduce: ${reproduce}`,
      })),
    ...brokenFaults(made).map(({ strategy, world, fault, outcome, expected, guest, reproduce }) => ({
      guest,
      says: `${strategy} in ${world}, ${fault}: ${outcome}, and it states ${expected}; reproduce: ${reproduce}`,
    })),
    ...reports
      .filter(({ promised, verdict }) => promised && verdict === 'violation')
      .map(({ strategy, says }) => {
        const entry = entries.get(strategy) as Entry;
        return { guest: entry.guest, says: `${strategy}: ${says}; reproduce: ${reproduceViolation(entry)}` };
      }),
  ];
}
