/**
 * What the harness itself costs: `atomic/add` measured by it, against a hand-written loop over the same counter in the
 * same kind of worker, interleaved. Beside it what it costs that a counter is an object, which a bare loop is not.
 *
 * The sampling unit is a process, its value the median ratio of neighbouring windows; prints the median of these with its
 * 99 % interval.
 */
import { forkSpec } from '@contend/bench/run/fork-spec';
import { ask, OWN } from '@contend/harness';
import { describeHost } from '@contend/record';
import { BASELINE } from '@contend/report/standing';
import { compare, median } from '@contend/stats';
import type { Answer, Question } from './fork.ts';
import { GRANTED, PROCESSES, WINDOW_MS, WINDOWS } from './settings.ts';

const TIME_LIMIT_MS = 30_000;

const host = await describeHost();
const core = host.allowedCores?.[0];
const question: Question = {
  windows: WINDOWS,
  spec: forkSpec(
    {
      entry: { module: import.meta.resolve(`@contend/${BASELINE}`), id: BASELINE, kind: 'counter' },
      world: 'threads',
      contenders: 1,
      windowMs: WINDOW_MS,
    },
    { rounds: WINDOWS, cores: core === undefined ? null : [core] },
  ),
};

const answers: Answer[] = [];
for (let i = 0; i < PROCESSES; i++) {
  const asking = { runtime: OWN, timeLimitMs: TIME_LIMIT_MS, graceMs: 0 };
  const outcome = await ask<Answer>(new URL('./fork.ts', import.meta.url), question, asking);
  if ('died' in outcome) throw new Error(`the benchmark died: ${outcome.died}`);
  answers.push(outcome.answer);
}

function estimate(ratios: (answer: Answer) => number[]) {
  const values = answers.map((answer) => median(ratios(answer)));
  return compare(
    values.map(() => 1),
    values,
    { threshold: 0 },
  );
}

function line(what: string, { ratio, low, high }: ReturnType<typeof estimate>): string {
  const shown = (value: number | null) => (value === null ? '?' : value.toFixed(4));
  return `${what.padEnd(44)} ${shown(ratio)}  (99 % interval ${shown(low)} to ${shown(high)})`;
}

const harness = estimate((answer) => answer.harness);
console.log(`ns per increment of ${BASELINE}, ${PROCESSES} processes of ${WINDOWS} windows of ${WINDOW_MS} ms each`);
console.log(line('harness / loop over the same counter', harness));
console.log(
  line(
    'loop over the counter / bare Atomics.add',
    estimate((answer) => answer.counter),
  ),
);
const most = 1 + GRANTED / 100;
const { low, high } = harness;
if (high !== null && high <= most) {
  console.log(`within the granted ${GRANTED} %`);
} else {
  const missed = low === null || low > most;
  console.log(
    missed ? `more than the granted ${GRANTED} %` : `not shown to be within ${GRANTED} %: use a quieter host`,
  );
  process.exitCode = 1;
}
