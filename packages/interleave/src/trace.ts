/** A schedule step by step, run without any reduction: what each thread does, where in its source, what it leaves. */
import { NO_REDUCTIONS } from './behaviour.ts';
import { deadlock, type Finding, judge, wordName } from './judge.ts';
import type { Operation } from './operation.ts';
import { printable } from './printable.ts';
import type { Phase } from './run.ts';
import { choices, type Rules, type State, start, step, type Thread } from './state.ts';
import { type System, systemOf, type ThreadStrategy } from './system.ts';
import { type Recording, TokenError } from './token.ts';

/** File name and line of the strategy's source; null where it is not known, or the checker's own. */
export interface Site {
  file: string | null;
  line: number | null;
}

export const NOWHERE: Site = { file: null, line: null };

export interface TraceStep extends Site {
  /** Index in {@link Trace.threads}. */
  thread: number;
  /** 'exchange word 0: 0 → 1' */
  does: string;
  /** What that led it to: 'enters the section'. */
  leadsTo: string | null;
  /** The words that are not 0 after the step, by name; of a model, what its servers keep. */
  memory: Record<string, number | string>;
  /** Who sleeps, and on which word. */
  asleep: Record<string, string>;
}

export interface Trace {
  threads: string[];
  steps: TraceStep[];
  /** What is wrong in the state it ends in, in sentences. */
  shows: Finding[];
  /** Where a model keeps what each step shows as memory: 'Redis'. */
  keptIn?: string;
}

/**
 * @throws {TokenError} when the strategy cannot take these steps
 * @throws {NotCheckable} when the strategy does what cannot be simulated
 */
export function retrace(strategy: ThreadStrategy, recording: Recording): Trace & { system: System; end: State } {
  const { bound, spins, expire, moves } = recording;
  const system = systemOf(strategy, bound, NO_REDUCTIONS, spins);
  const rules: Rules = { expire, spurious: true, order: false };
  let state = start(system);
  const steps = moves.map(({ thread, choice }) => {
    if (thread >= state.threads.length || !choices(system, state, thread, rules).includes(choice))
      throw new TokenError();
    const next = step(system, state, thread, choice, rules);
    const shown = show(system, state, next, thread, choice !== 'step');
    state = next;
    return shown;
  });
  const shows = judge(system, state, rules);
  const dead = deadlock(system, state, { ...rules, spurious: false });
  if (dead !== undefined) shows.push(dead);
  return { threads: [...system.names], steps, shows, system, end: state };
}

function show(system: System, before: State, after: State, thread: number, woken: boolean): TraceStep {
  const was = before.threads[thread] as Thread;
  const is = after.threads[thread] as Thread;
  const named = after.memory.flatMap((value, slot) =>
    value === 0 ? [] : [[wordName(system, system.slots.indices[slot] as number), value] as const],
  );
  const asleep = after.threads.flatMap(({ sleeps, node }, i) =>
    sleeps === 0 ? [] : [[system.names[i] as string, wordName(system, node.operation?.index ?? 0)] as const],
  );
  return {
    thread,
    does: woken ? `its wait ends: ${is.node.history.at(-1)?.result}` : describe(system, was, before, after, thread),
    leadsTo: turn(was.node.phase, is.node.phase),
    ...site(was.node.stack),
    memory: Object.fromEntries(named),
    asleep: Object.fromEntries(asleep),
  };
}

function describe(system: System, { node }: Thread, before: State, after: State, thread: number): string {
  const { kind, index, value, expected } = node.operation as Operation;
  const word = wordName(system, index);
  const slot = system.slots.of(index);
  const old = before.memory[slot] ?? 0;
  const now = after.memory[slot] ?? 0;
  switch (kind) {
    case 'read':
    case 'load':
      return `${kind} ${word}: ${old}`;
    case 'write':
    case 'store':
      return `${kind} ${word}: ${now}`;
    case 'compareExchange':
      return old === expected ? `${kind} ${word}: ${old} → ${now}` : `${kind} ${word}: ${old}, not ${expected}`;
    case 'wait':
      if (after.threads[thread]?.sleeps) return `wait ${word} while ${expected}: sleeps`;
      return old === expected
        ? `wait ${word} while ${expected}: no time`
        : `wait ${word} while ${expected}: it is ${old}`;
    case 'notify': {
      const woken = before.threads.flatMap(({ sleeps }, i) =>
        sleeps > 0 && after.threads[i]?.sleeps === 0 ? [system.names[i]] : [],
      );
      return `notify ${word}${value < Infinity ? `, ${value}` : ''}: wakes ${woken.join(', ') || 'no thread'}`;
    }
    case 'start':
      return 'sees that all contenders are done';
    default:
      return `${kind} ${word}: ${old} → ${now}`;
  }
}

function turn(was: Phase, is: Phase): string | null {
  if (was === is) return null;
  if (is === 'section') return 'enters the section';
  if (is === 'torn') return 'has read what is torn';
  if (was === 'section') return 'leaves the section';
  return is === 'done' ? 'is done' : null;
}

const OWN = /\/interleave\/src\/(?:simulate|run|programs|readers)\.[jt]s/;
const FRAME = /(?:^|[/\\(])(?<file>[^/\\()]+?)(?:\?[^:]*)?:(?<line>\d+):\d+\)?$/;

/** The innermost frame of the strategy. */
function site(stack: string): Site {
  return siteIn(stack.split('\n').find((line) => /^ +at /.test(line) && !OWN.test(line)) ?? '');
}

/** @param frame a line of a stack */
export function siteIn(frame: string): Site {
  const { file, line } = FRAME.exec(frame)?.groups ?? {};
  return file === undefined ? NOWHERE : { file: printable(file), line: Number(line) };
}
