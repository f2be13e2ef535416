/** What must never be, seen from one state: every promise but the one that all can still finish (progress.ts). */
import { race } from './operation.ts';
import { printable } from './printable.ts';
import { hitsOf, writersOf } from './splits.ts';
import { choices, isDone, type Rules, type State, type Thread } from './state.ts';
import type { System } from './system.ts';

/** What is wrong, the gravest first: a schedule that shows several is reported by the first of them. */
export const VIOLATIONS = [
  'overlap',
  'torn-read',
  'lost-update',
  'wrong-hits',
  'deadlock',
  'endless-spin',
  'overtaken',
  'readers-exclude-each-other',
  'data-race',
  'stray-access',
  'throws',
] as const;
export type ViolationKind = (typeof VIOLATIONS)[number];

export interface Finding {
  kind: ViolationKind;
  /** One sentence that names who and where, made from threads' names and words. */
  says: string;
}

/** Beyond these nothing is explored: what follows is no longer the strategy's doing. */
export const ENDS: ReadonlySet<ViolationKind> = new Set([
  'overlap',
  'torn-read',
  'overtaken',
  'stray-access',
  'throws',
]);

/** How often a waiting contender may be overtaken; `null`: nothing is promised. */
function bypassBound({ strategy, cast }: System): number | null {
  if (strategy.order === 'fifo') return 0;
  return strategy.order === 'bounded' ? (strategy.bypass?.(cast.contenders, cast.spins) ?? null) : null;
}

/** A word as its strategy counts it. */
export function wordName({ cast }: System, index: number): string {
  if (index === cast.count) return 'the count';
  return index === cast.copy ? 'its copy' : `word ${index - cast.base}`;
}

export function judge(system: System, state: State, rules: Rules): Finding[] {
  const found: Finding[] = [];
  const { names, bound } = system;
  const { threads, hits } = state;
  const name = (i: number) => names[i] as string;

  const inside = threads.flatMap(({ node }, i) => (node.phase === 'section' ? [i] : []));
  if (inside.length > 1 && exclude(system, inside))
    found.push({ kind: 'overlap', says: `${inside.map(name).join(' and ')} are inside the section at once` });

  const twice = hits.find((hit, i) => hit === hits[i - 1]);
  if (twice !== undefined) found.push({ kind: 'wrong-hits', says: `two hits got the number ${twice}` });

  const most = bypassBound(system);
  if (rules.order && most !== null && state.overtaken > most)
    found.push({
      kind: 'overtaken',
      says:
        most === 0
          ? 'a contender was served before another that had been waiting since before it came'
          : `a contender that waited was overtaken ${state.overtaken} times, and the bound is ${most}`,
    });

  threads.forEach((thread, i) => {
    const { node } = thread;
    if (node.phase === 'torn') found.push({ kind: 'torn-read', says: `${name(i)} ${node.error}` });
    else if (node.error !== undefined)
      found.push({ kind: 'throws', says: `${name(i)} throws ${printable(node.error)}` });
    if (isStray(system, thread))
      found.push({
        kind: 'stray-access',
        says: `${name(i)} touches ${wordName(system, node.operation?.index ?? 0)}, which is not the strategy’s`,
      });
    for (let j = i + 1; j < threads.length; j++)
      if (areRacing(thread, threads[j] as Thread))
        found.push({
          kind: 'data-race',
          says: `${name(i)} and ${name(j)} may touch ${wordName(system, node.operation?.index ?? 0)} at once, one of them by a plain access`,
        });
  });

  if (threads.every(isDone) && threads.every(({ node }) => node.error === undefined)) {
    const expected = hitsOf(bound);
    const count = system.count(state.memory, threads);
    if (count !== expected) found.push({ kind: 'lost-update', says: `${expected} hits were counted as ${count}` });
    const wrong = system.strategy.numbers === 'none' ? undefined : wrongHits(hits, expected);
    if (wrong !== undefined && twice === undefined) found.push({ kind: 'wrong-hits', says: wrong });
  }
  return found;
}

export const tornRead = (first: number, then: number): string =>
  `read ${first} and then ${then}: a writer was inside meanwhile`;

/** Whether the lock promises that those inside are not there together: a writer beside anybody, or beside a writer. */
function exclude({ strategy, bound }: System, inside: readonly number[]): boolean {
  const writers = inside.filter((thread) => thread < writersOf(bound)).length;
  return strategy.kind === 'lock' && strategy.reads === 'optimistic' ? writers > 1 : writers > 0;
}

/** Hits that were counted each have a number of their own, from 1 without a gap. */
export function wrongHits(ascending: readonly unknown[], expected: number): string | undefined {
  return ascending.length === expected && ascending.every((hit, i) => hit === i + 1)
    ? undefined
    : `the hits got the numbers ${ascending.join(', ') || 'none'} and not 1 to ${expected}`;
}

function areRacing(a: Thread, b: Thread): boolean {
  if (a.sleeps > 0 || b.sleeps > 0) return false;
  return a.node.operation !== undefined && b.node.operation !== undefined && race(a.node.operation, b.node.operation);
}

/** Only the section may touch the count, and nobody words of others. */
function isStray({ cast, length }: System, { node: { operation, phase } }: Thread): boolean {
  if (operation === undefined || operation.kind === 'start') return false;
  const own = operation.index >= cast.base && operation.index < length;
  return !own && phase !== 'section';
}

/** Nobody can do anything, and not because all are done. */
export function deadlock(system: System, state: State, rules: Rules): Finding | undefined {
  const { threads } = state;
  if (threads.every(isDone) || threads.some((_, i) => choices(system, state, i, rules).length > 0)) return undefined;
  const asleep = threads.flatMap(({ sleeps, node: { operation } }, i) =>
    sleeps > 0 && operation ? [`${system.names[i]} sleeps on ${wordName(system, operation.index)}`] : [],
  );
  const timed = threads.some(({ sleeps, node }) => sleeps > 0 && (node.operation?.value ?? Infinity) < Infinity);
  const hidden = timed ? '; only a time limit that expires would hide it' : '';
  return { kind: 'deadlock', says: `${asleep.join(' and ')}, and no thread is left to wake them${hidden}` };
}

/** Said of a state that only leads back to itself. */
export function endlessSpin({ names }: System, { threads }: State): Finding {
  const left = threads.flatMap((thread, i) => (isDone(thread) ? [] : [names[i]]));
  return { kind: 'endless-spin', says: `${left.join(' and ')} cannot finish any more, whatever the schedule` };
}
