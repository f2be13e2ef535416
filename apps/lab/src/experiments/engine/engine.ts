/**
 * What the engine takes for the steps that locks are made of, uncontended, and for one thread to wake another.
 *
 * The sampling unit is a process; in it all operations take turns, window by window, so that ratios are paired. Prints
 * medians with 95 % intervals over processes and writes results/<machine>/engine.json.
 */
import { ownRuntime } from '@contend/bench/catalogue/runtime';
import { ENGINE, type EngineRow, writeDocument } from '@contend/documents';
import { ask } from '@contend/harness';
import { describeHost } from '@contend/record';
import { medianInterval } from '@contend/stats';
import { circumstances, fromRoot, RESULTS } from '../../results.ts';
import type { Answer, Question } from './fork.ts';
import { PROCESSES, WINDOW_MS, WINDOWS } from './settings.ts';

const TIME_LIMIT_MS = 60_000;

const startedAt = new Date().toISOString();
const host = await describeHost();
const runtime = ownRuntime();
const question: Question = { windows: WINDOWS, windowMs: WINDOW_MS, cores: host.allowedCores?.slice(0, 2) ?? [] };
const answers: Answer[] = [];
for (let i = 0; i < PROCESSES; i++) {
  process.stderr.write(`process ${i + 1} of ${PROCESSES}\n`);
  const asking = { runtime, timeLimitMs: TIME_LIMIT_MS, graceMs: 0 };
  const outcome = await ask<Answer>(new URL('./fork.ts', import.meta.url), question, asking);
  if ('died' in outcome) throw new Error(`the benchmark died: ${outcome.died}`);
  answers.push(outcome.answer);
}

const names = new Set(answers.flatMap(({ ns }) => Object.keys(ns)));
const rows: EngineRow[] = [...names].map((operation) => {
  const ns = answers.map((answer) => answer.ns[operation]);
  // Paired by process, so whoever missed one would shift all others.
  return { operation, ns: ns.every((each) => each !== undefined) ? ns : [] };
});

console.log(`ns, uncontended, median of ${PROCESSES} processes with its 95 % interval`);
const widest = Math.max(...rows.map(({ operation }) => operation.length));
const shown = (value: number | null) => (value === null ? '?' : value.toFixed(2));
for (const { operation, ns } of rows) {
  if (ns.length === 0) {
    console.log(`${operation.padEnd(widest)}  not in every process`);
    continue;
  }
  const { median, low, high } = medianInterval(ns);
  console.log(`${operation.padEnd(widest)}  ${shown(median).padStart(10)}  (${shown(low)} to ${shown(high)})`);
}

const path = writeDocument(RESULTS, ENGINE, {
  startedAt,
  finishedAt: new Date().toISOString(),
  ...circumstances(host),
  pinned: answers.every(({ pinned }) => pinned),
  windows: WINDOWS,
  windowMs: WINDOW_MS,
  rows,
});
console.log(`written to ${fromRoot(path)}`);
