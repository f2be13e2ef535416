/**
 * A fork that measures `atomic/add` by the harness and by hand-written loops, window by window in turn, each in a thread of
 * its own on the same core.
 */
import {
  answerOnce,
  ClocksDiffer,
  type ForkSpec,
  pin,
  poolOf,
  REGIONS,
  ThreadTeam,
  type Untrusted,
} from '@contend/harness/in-fork';
import type { Job, Loop } from './loops.ts';

/** Windows of each that are not counted, for all to be compiled. */
const WARM_UPS = 20;

export interface Question {
  spec: ForkSpec;
  /** URL of the loops. */
  loops: string;
  windows: number;
}

/** Ratios of ns per increment in windows next to each other. */
export interface Ratios {
  /** The harness to a hand-written loop over the same counter. */
  harness: number[];
  /** That loop to one of bare atomic additions: what it costs that a counter is an object. */
  counter: number[];
}

answerOnce(async (question: Question): Promise<Ratios | Untrusted> => {
  try {
    return await measured(question);
  } catch (error) {
    if (error instanceof ClocksDiffer) return { untrusted: error.message };
    throw error;
  }
});

async function measured({ spec, loops, windows }: Question): Promise<Ratios> {
  const { windowMs, cores } = spec;
  const team = new ThreadTeam(spec);
  await team.assemble();
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const byHand = async (loop: Loop) => {
    const pool = poolOf(new URL(loops, import.meta.url), 1);
    const thread: number | null = await pool.run({ memory }, { name: 'settle' });
    // The youngest thread here, as which a page's is known.
    if (cores !== null) await pin([thread], cores);
    const job: Job = { loop, ms: windowMs };
    return (): Promise<number> => pool.run(job, { name: 'timed' });
  };
  const byLoop = await byHand('counter');
  const byBareLoop = await byHand('bare');
  const byHarness = async () => {
    const { contended } = await team.window(REGIONS.rounds, windowMs);
    return (windowMs * 1e6) / (contended[0]?.seen[0]?.inside ?? Number.NaN);
  };
  const ratios: Ratios = { harness: [], counter: [] };
  for (let i = -WARM_UPS; i < windows; i++) {
    // The loop over the counter is in the middle: it is a neighbour of both others, from either side in turn.
    const [before, after] = i % 2 === 0 ? [byHarness, byBareLoop] : [byBareLoop, byHarness];
    const first = await before();
    const counter = await byLoop();
    const last = await after();
    const [harness, bare] = i % 2 === 0 ? [first, last] : [last, first];
    if (i < 0 || !(harness > 0)) continue;
    ratios.harness.push(harness / counter);
    ratios.counter.push(counter / bare);
  }
  return ratios;
}
