/** What a climb comes to: the part of a report that does not depend on what was explored. */
import type { Climb } from './climb.ts';
import type { NotCheckable } from './not-checkable.ts';
import { printable } from './printable.ts';
import type { CheckVerdict, Report } from './report.ts';
import { type Bound, readersShown } from './splits.ts';

type Told = Omit<Report, 'strategy' | 'world' | 'promised' | 'model' | 'condition' | 'assumes'>;

export function told(climbed: Climb, ms: number): Told {
  const { bounds, reached, violations, overtaken, gaveUp } = climbed;
  const states = bounds.reduce((sum, bound) => sum + (bound.states ?? bound.transitions), 0);
  const transitions = bounds.reduce((sum, bound) => sum + bound.transitions, 0);
  const verdict: CheckVerdict = violations.length > 0 ? 'violation' : gaveUp === null ? 'no violation' : 'gave up';
  return {
    ...{ verdict, says: sentence(verdict, climbed), reason: verdict === 'gave up' ? gaveUp : null, reached, bounds },
    ...{ states, transitions, ms, perSecond: ms > 0 ? (states / ms) * 1_000 : 0, overtaken, violations },
  };
}

/** Where nothing was explored. */
export function notTold({ message }: NotCheckable, ms: number): Told {
  const reason = printable(message);
  const nothing: Climb = { bounds: [], reached: null, violations: [], overtaken: null, gaveUp: null };
  return { ...told(nothing, ms), verdict: 'not checkable', says: `not checkable: ${reason}`, reason };
}

function sentence(verdict: CheckVerdict, { reached, violations }: Climb): string {
  const first = violations[0];
  if (first !== undefined) {
    const { kind, bound, readers, says } = first;
    return `${kind} at ${shown(bound)}${readersShown(readers, bound)}: ${says}`;
  }
  const far =
    reached === null ? 'no bound explored to its end' : `every schedule up to ${shown(reached)}: no violation`;
  return verdict === 'gave up' ? `gave up; ${far}` : far;
}

const plural = (howMany: number, what: string) => `${howMany} ${what}${howMany === 1 ? '' : 's'}`;
const shown = ({ contenders, increments }: Bound) =>
  `${plural(contenders, 'contender')} × ${plural(increments, 'increment')}`;
