/** What the engine takes for the steps of a lock, from the committed measurement. */
import { ENGINE_STEPS, type Engine } from '@contend/documents';
import { codeSpan } from '@contend/report/code-span';
import { duration } from '@contend/report/units';
import { type Comparison, compare, medianInterval } from '@contend/stats';
import { table } from '../table.ts';
import { ratioText } from './against.ts';

const NONE = 'Not measured on this machine yet: `npx turbo run engine`.';

const RATIOS = [
  ['mutex/futex', 'pair', 'what `mutex/futex` adds to its two operations'],
  ['pair', 'wasm-pair', 'what it costs that `Atomics` is called and not inlined'],
  ['wasm-one-call', 'wasm-pair', 'what it costs to call WebAssembly'],
  ['wasm-two-calls', 'wasm-pair', 'what it costs to call it twice'],
  ['wasm/futex', 'wasm-two-calls', 'what `wasm/futex` adds to its two calls'],
  ['wasm-section', 'native/pthread-mutex', 'two bare calls around an increment, to a mutex in C'],
  ['mutex/futex', 'wasm/futex', 'the same lock on `Atomics` and in WebAssembly'],
  ['using', 'try-finally', 'what it costs to have the guard released by `using`'],
  ['wake-up', 'ping-pong', 'what it costs to sleep and be woken, instead of spinning'],
] as const;

export function engineTable(engine: Engine | null): string {
  if (engine === null) return NONE;
  const rows = engine.rows
    .filter(({ ns }) => ns.length > 0)
    .map(({ operation, ns }) => {
      const { median, low, high } = medianInterval(ns);
      const interval = low === null || high === null ? '—' : `${duration(low)} to ${duration(high)}`;
      return [ENGINE_STEPS[operation] ?? codeSpan(operation), duration(median), interval];
    });
  const { runtime, startedAt, pinned } = engine;
  const how = `${codeSpan(`${runtime.name} ${runtime.version}`)}, ${codeSpan(runtime.engine)}, ${codeSpan(startedAt.slice(0, 10))}`;
  const about = `Medians over fresh processes, under ${how}${pinned ? '' : ', **not pinned**'}.`;
  return `${about}\n\n${table(['uncontended', 'median', '95 % interval'], rows)}`;
}

/** What one operation takes in the time of another, paired by process; null where either was not measured. */
export function quotient(engine: Engine, of: string, to: string): Comparison | null {
  const ns = (name: string) => engine.rows.find(({ operation }) => operation === name)?.ns ?? [];
  const [a, b] = [ns(to), ns(of)];
  return a.length === 0 || a.length !== b.length ? null : compare(a, b, { threshold: 0 });
}

/** Quotients of these. */
export function engineRatios(engine: Engine | null): string {
  if (engine === null) return NONE;
  const rows = RATIOS.flatMap(([of, to, says]) => {
    const ratio = quotient(engine, of, to);
    return ratio === null ? [] : [[says, `${codeSpan(of)} / ${codeSpan(to)}`, ratioText(ratio)]];
  });
  if (rows.length === 0) return 'The measurement holds no two operations to compare.';
  return table(['question', 'quotient', 'ratio (99 % interval)'], rows);
}
