/**
 * A process that measures `atomic/add` by the harness and by hand-written loops, window by window in turn, each in a pool
 * thread of its own on the same core.
 */
import { answerOnce, type ForkSpec, REGIONS, ThreadTeam } from '@contend/harness';
import { Piscina } from 'piscina';
import type { Loop } from './hand-written-worker.ts';

/** Windows of each that are not counted, for all to be compiled. */
const WARM_UPS = 20;

export interface Question {
  spec: ForkSpec;
  windows: number;
}

/** Ratios of ns per increment in windows next to each other. */
export interface Answer {
  /** The harness to a hand-written loop over the same counter. */
  harness: number[];
  /** That loop to one of bare atomic additions. */
  counter: number[];
}

answerOnce(async ({ spec, windows }: Question) => {
  const { windowMs, cores } = spec;
  const team = new ThreadTeam(spec);
  await team.assemble();
  const pool = () =>
    new Piscina({
      filename: new URL('./hand-written-worker.ts', import.meta.url).href,
      minThreads: 1,
      maxThreads: 1,
    });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const pools = { counter: pool(), bare: pool() };
  const byHand = (loop: Loop): Promise<number> =>
    pools[loop].run({ loop, memory, core: cores?.[0] ?? null, ms: windowMs });
  const byHarness = async () => {
    const { contended } = await team.window(REGIONS.rounds, windowMs);
    return (windowMs * 1e6) / (contended[0]?.seen[0]?.inside ?? Number.NaN);
  };
  const answer: Answer = { harness: [], counter: [] };
  for (let i = -WARM_UPS; i < windows; i++) {
    // The loop over the counter is in the middle: it is a neighbour of both others, from either side in turn.
    const [before, after] = i % 2 === 0 ? [byHarness, () => byHand('bare')] : [() => byHand('bare'), byHarness];
    const first = await before();
    const counter = await byHand('counter');
    const last = await after();
    const [harness, bare] = i % 2 === 0 ? [first, last] : [last, first];
    if (i < 0 || !(harness > 0)) continue;
    answer.harness.push(harness / counter);
    answer.counter.push(counter / bare);
  }
  return answer;
});
