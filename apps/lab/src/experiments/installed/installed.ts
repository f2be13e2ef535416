/**
 * What the mutex that people install costs beside the bare lock `wasm/adaptive`, in each way in which it can be used, with
 * one contender, one on each core, and two: window by window in turn, pinned.
 *
 * A fork is the sampling unit, its value the median ratio of neighbouring windows. Prints medians over forks with their
 * 95 % intervals.
 *
 * node src/experiments/installed/installed.ts [forks of each, 9 by default]
 */
import { pairWindowMs } from '@contend/bench/ab/paired';
import { ownRuntime } from '@contend/bench/catalogue/runtime';
import { wholeNumber } from '@contend/bench/cli/flags';
import { noResult, untilResult } from '@contend/bench/run/clock-checks';
import { forkSpec } from '@contend/bench/run/fork-spec';
import { type ForkSpec, runPair } from '@contend/harness';
import { describeHost, usableCores } from '@contend/record';
import { median, medianInterval } from '@contend/stats';
import variants from './variants.ts';

const BARE = 'wasm/adaptive';
const PAIRS = 10;
const TIME_LIMIT_MS = 20_000;
/** Threads are told from each other only where the main thread has imported the package. */
const FLAGS = [`--import=${import.meta.resolve('@contend/mutex')}`];

const forks = wholeNumber('forks', process.argv[2] ?? '9', 1, 1_000);
const host = await describeHost();
const runtime = ownRuntime();
const cores = usableCores(host);
const rows = variants.flatMap(({ id, title }) =>
  [...new Set([1, Math.max(2, cores), 2 * cores])].map((contenders) => ({
    ...{ id, title, contenders },
    ratios: [] as number[],
  })),
);

function specOf(module: string, id: string, kind: 'lock' | 'counter', contenders: number, flags: string[]): ForkSpec {
  const windowMs = pairWindowMs({ world: 'threads', contenders }, cores);
  const subject = { entry: { module, id, kind, flags }, world: 'threads' as const, contenders, windowMs };
  return forkSpec(subject, { rounds: PAIRS, cores: host.allowedCores });
}

for (let fork = 0; fork < forks; fork++)
  for (const { id, contenders, ratios } of rows) {
    const a = specOf(import.meta.resolve(`@contend/${BARE}`), BARE, 'lock', contenders, []);
    const b = specOf(new URL('./variants.ts', import.meta.url).href, id, 'counter', contenders, FLAGS);
    const how = { runtime, timeLimitMs: TIME_LIMIT_MS };
    const result = await untilResult(() => runPair({ a, b, pairs: PAIRS }, how));
    if ('untrusted' in result) throw noResult(runtime, result);
    const { pairs, ...sides } = result;
    for (const { verdict, reason } of [sides.a, sides.b])
      if (verdict !== 'exact') throw new Error(`${id} ended as ${verdict}: ${reason ?? 'lost updates'}`);
    // A busy host may leave no window that everybody saw the whole of.
    if (pairs.length > 0) ratios.push(median(pairs.map(([bare, installed]) => installed / bare)));
  }

console.log(`times ${BARE}, ${runtime.label}, medians of up to ${forks} forks with 95 % intervals`);
for (const { title, contenders, ratios } of rows) {
  const told = ratios.length === 0 ? undefined : medianInterval(ratios);
  const interval = told?.low == null || told.high == null ? '' : ` (${told.low.toFixed(2)} to ${told.high.toFixed(2)})`;
  console.log(`${title.padEnd(40)} ${contenders} threads  ${told?.median.toFixed(2) ?? 'not measured'}${interval}`);
}
