/** The bounds of a check, and the splits of their contenders into writers and readers, each of which is explored. */
import type { Declared } from '@contend/counter';
import { gravestFirst, type Outcome } from './climb.ts';
import { VIOLATIONS } from './judge.ts';

export interface Bound {
  contenders: number;
  /** Of each contender; as often does a reader read. */
  increments: number;
}

/** The contenders that write come first, then those that read. */
export interface Split extends Bound {
  /** How many of the contenders read. 0 where the strategy says nothing of readers. */
  readers: number;
}

export const writersOf = ({ contenders, readers }: Split): number => contenders - readers;

/** How many hits there are once everybody is done. */
export const hitsOf = (split: Split): number => writersOf(split) * split.increments;

export function contenderNames(split: Split): string[] {
  const nameOf = (i: number) => (split.readers === 0 ? 'contender' : i < writersOf(split) ? 'writer' : 'reader');
  return Array.from({ length: split.contenders }, (_, i) => `${nameOf(i)} ${i}`);
}

/** '', or how many of a bound's contenders read, behind the bound. */
export function readersShown(readers: number, { contenders }: Bound): string {
  if (readers === 0) return '';
  if (readers === contenders) return ', all of them readers';
  return `, ${readers} of them ${readers === 1 ? 'a reader' : 'readers'}`;
}

/** Every contender writes, one reads, … all read; where the strategy knows no readers, only the first of these. */
function splitsOf({ contenders, increments }: Bound, knowsReaders: boolean): Split[] {
  const most = knowsReaders ? contenders : 0;
  return Array.from({ length: most + 1 }, (_, readers) => ({ contenders, increments, readers }));
}

export const knowsReaders = (strategy: Declared): boolean => 'reads' in strategy && strategy.reads !== undefined;

/** Explores a bound by its splits, whose results become one: sums, and of each kind of violation the first. */
export function everySplit(
  strategy: Declared,
  explore: (split: Split, until: number) => Outcome | Promise<Outcome>,
): (bound: Bound, until: number) => Promise<Outcome> {
  return async (bound, until) => {
    const outcomes: Outcome[] = [];
    for (const split of splitsOf(bound, knowsReaders(strategy))) outcomes.push(await explore(split, until));
    return outcomes.reduce(merged);
  };
}

function merged(a: Outcome, b: Outcome): Outcome {
  return {
    states: a.states === null || b.states === null ? null : a.states + b.states,
    transitions: a.transitions + b.transitions,
    complete: a.complete && b.complete,
    overtaken:
      a.overtaken === null || b.overtaken === null ? (a.overtaken ?? b.overtaken) : Math.max(a.overtaken, b.overtaken),
    violations: gravestFirst([...a.violations, ...b.violations], VIOLATIONS),
  };
}
