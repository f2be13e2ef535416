/**
 * What an increment costs, in CPU time, by how many tasks wait: every strategy that queues the tasks of an event loop,
 * from one waiter to 160 000, beside tasks that wait for nothing.
 *
 * The sampling unit is a process: one strategy, one number of waiters. Strategies are measured next to each other, in an
 * order that turns from block to block, so that ratios are paired. Prints medians and writes results/<machine>/waiters.json.
 */
import { catalogue, type Entry, entriesIn } from '@contend/bench/catalogue/catalogue';
import { ownRuntime } from '@contend/bench/catalogue/runtime';
import { WAITERS, type WaitersRow, writeDocument } from '@contend/documents';
import { ask } from '@contend/harness';
import { describeHost } from '@contend/record';
import { compare, median } from '@contend/stats';
import { circumstances, fromRoot, RESULTS } from '../../results.ts';
import type { Answer, Question } from './crowd-worker.ts';

const CROWDS = [1, 64, 1_000, 10_000, 160_000];
const BLOCKS = 8;
/** Of CPU time. At 160 000 waiters a window is as long as the quicker ones need to serve all of them. */
const TIMING = { warmUpMs: 100, windowMs: 300 };
/** Of one process: for all waiters to come and both windows to pass. */
const TIME_LIMIT_MS = 10_000;
const FLOOR = 'waiters/floor';
const OURS = 'promise-mutex/queue';

const startedAt = new Date().toISOString();
const runtime = ownRuntime();
const queueing = (await catalogue([], runtime)).filter(
  ({ promises, waits, absent }) => promises.includes('tasks') && waits === 'await' && absent === undefined,
);
const entries = [...(await entriesIn(new URL('./floor.ts', import.meta.url).href, runtime)), ...queueing];
const rows = new Map<string, WaitersRow>();
const keyOf = (strategy: string, waiters: number) => `${strategy} ${waiters}`;
for (const { id: strategy, strategyVersion, guest } of entries) {
  for (const waiters of CROWDS) {
    rows.set(keyOf(strategy, waiters), { strategy, strategyVersion, guest, waiters, ns: [], reason: null });
  }
}
const rowOf = (strategy: string, waiters: number) => rows.get(keyOf(strategy, waiters)) as WaitersRow;

async function measure({ module, id }: Entry, waiters: number): Promise<void> {
  const row = rowOf(id, waiters);
  // What fails once is not asked again: each time may take all its time.
  if (row.reason !== null) return;
  const question: Question = { module, strategy: id, waiters, ...TIMING };
  const asking = { runtime, timeLimitMs: TIME_LIMIT_MS, graceMs: 0 };
  const outcome = await ask<Answer>(new URL('./fork.ts', import.meta.url), question, asking);
  const answer = 'died' in outcome ? { reason: outcome.died } : outcome.answer;
  if ('ns' in answer) row.ns.push(answer.ns);
  else Object.assign(row, { ns: [], reason: answer.reason });
}

for (let block = 0; block < BLOCKS; block++) {
  process.stderr.write(`block ${block + 1} of ${BLOCKS}\n`);
  const turn = block % entries.length;
  for (const waiters of CROWDS) {
    for (const entry of [...entries.slice(turn), ...entries.slice(0, turn)]) await measure(entry, waiters);
  }
}

const shown = ({ ns, reason }: WaitersRow) => (reason === null ? Math.round(median(ns)).toLocaleString('en') : '—');
const widest = Math.max(...entries.map(({ id }) => id.length));
const line = (id: string, cells: readonly string[]) =>
  console.log(`${id.padEnd(widest)} ${cells.map((cell) => cell.padStart(12)).join('')}`);
console.log(`ns of CPU time per increment by how many tasks wait, median of ${BLOCKS} processes`);
line(
  'waiters',
  CROWDS.map((waiters) => waiters.toLocaleString('en')),
);
for (const { id } of entries) {
  line(
    id,
    CROWDS.map((waiters) => shown(rowOf(id, waiters))),
  );
}
for (const { strategy, waiters, reason } of rows.values()) {
  if (reason !== null) console.log(`${strategy}, ${waiters.toLocaleString('en')} waiters: ${reason}`);
}

function ratio(what: string, a: WaitersRow, b: WaitersRow): void {
  if (a.reason !== null || b.reason !== null) return;
  const { ratio, low, high } = compare(a.ns, b.ns, { threshold: 0 });
  console.log(`${what}: ${ratio.toFixed(2)} (99 % interval ${low?.toFixed(2) ?? '?'} to ${high?.toFixed(2) ?? '?'})`);
}

const [fewest, most] = [CROWDS[0] as number, CROWDS.at(-1) as number];
for (const id of [OURS, FLOOR]) {
  ratio(`${id}, ${most.toLocaleString('en')} waiters to ${fewest}`, rowOf(id, fewest), rowOf(id, most));
}
for (const waiters of CROWDS) {
  const guests = queueing.filter(({ id, guest }) => guest && rowOf(id, waiters).reason === null);
  const fastest = guests.toSorted((a, b) => median(rowOf(a.id, waiters).ns) - median(rowOf(b.id, waiters).ns))[0];
  const at = waiters.toLocaleString('en');
  if (fastest !== undefined) ratio(`${fastest.id} to ${OURS}, ${at}`, rowOf(OURS, waiters), rowOf(fastest.id, waiters));
  ratio(`${OURS} to ${FLOOR}, ${at}`, rowOf(FLOOR, waiters), rowOf(OURS, waiters));
}

const path = writeDocument(RESULTS, WAITERS, {
  startedAt,
  finishedAt: new Date().toISOString(),
  ...circumstances(await describeHost()),
  ...TIMING,
  rows: [...rows.values()],
});
console.log(`written to ${fromRoot(path)}`);
