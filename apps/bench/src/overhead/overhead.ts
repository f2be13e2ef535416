/**
 * What the harness itself costs: `atomic/add` measured by it, against a hand-written loop in the same kind of worker.
 * Pairs of forks next to each other in time, in alternating order; prints the ratio with its 99 % interval.
 */
import { ask, runFork } from '@contend/harness';
import { describeHost } from '@contend/record';
import { compare } from '@contend/stats';
import { YARDSTICK } from '../builtin.ts';

const PAIRS = 40;
const WINDOW_MS = 50;
const ROUNDS = 5;
const TIME_LIMIT_MS = 10_000;
/** What DESIGN grants it, in %. */
const GRANTED = 3;

const host = await describeHost();
const core = host.allowedCores?.[0] ?? null;

async function byHarness(): Promise<number> {
  const { rounds, reason } = await runFork(
    {
      module: import.meta.resolve(`@contend/${YARDSTICK}`),
      strategy: YARDSTICK,
      actor: false,
      world: 'threads',
      contenders: 1,
      insideSteps: 0,
      outsideSteps: 0,
      nsPerStep: null,
      windowMs: WINDOW_MS,
      rounds: ROUNDS,
      cores: core === null ? null : [core],
      audit: false,
      untilLoss: false,
    },
    { runtime: process.execPath, timeLimitMs: TIME_LIMIT_MS },
  );
  if (rounds.length === 0) throw new Error(`the harness measured nothing: ${reason}`);
  const increments = rounds.reduce((sum, round) => sum + (round.increments[0] as number), 0);
  return (rounds.length * WINDOW_MS * 1e6) / increments;
}

async function byHand(): Promise<number> {
  const question = { core, ms: ROUNDS * WINDOW_MS };
  const asking = { runtime: process.execPath, timeLimitMs: TIME_LIMIT_MS, graceMs: 0 };
  const outcome = await ask<number>(new URL('./hand-written-fork.ts', import.meta.url), question, asking);
  if ('answer' in outcome) return outcome.answer;
  throw new Error(`the hand-written loop died: ${outcome.died}`);
}

const hand: number[] = [];
const harness: number[] = [];
for (let pair = 0; pair < PAIRS; pair++) {
  if (pair % 2 === 0) hand.push(await byHand());
  harness.push(await byHarness());
  if (pair % 2 === 1) hand.push(await byHand());
}
const { ratio, low, high } = compare(hand, harness, { threshold: 0 });
const within = high !== null && high <= 1 + GRANTED / 100;
const shown = (value: number | null) => (value === null ? '?' : value.toFixed(4));
console.log(
  `harness / hand-written loop: ${shown(ratio)}, 99 % interval ${shown(low)} to ${shown(high)}, ${PAIRS} pairs`,
);
console.log(within ? `within the granted ${GRANTED} %` : `not within the granted ${GRANTED} %`);
process.exitCode = within ? 0 : 1;
