/** Many keys, each locked and released once, take no memory afterwards. */
import type { Keyed } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { collectGarbage, settle } from '../../waiting.ts';

const KEYS = 20_000;
const ROUNDS = 4;
/** What a key that stays takes at least: its characters. */
const LEAST_BYTES = 16;

export default {
  says: 'a key that is released leaves nothing behind',
  file: import.meta.filename,
  async probe(make) {
    const keyed = make();
    const growths: number[] = [];
    for (let round = 0, before = 0; round <= ROUNDS; round++) {
      for (let i = 0; i < KEYS; i++) await (await keyed.lock(`key ${round} ${i}`).acquire()).release();
      const after = await usedBytes();
      if (round > 0) growths.push((after - before) / KEYS);
      before = after;
    }
    // Still reachable, so that nothing was collected with the lock itself.
    await keyed.lock('last').acquire();
    // What stays, stays in each round; what else takes memory meanwhile does not.
    return Math.min(...growths) < LEAST_BYTES ? YES : no('each key that was ever locked stays in memory');
  },
} satisfies Feature<() => Keyed>;

/** Of what is left when all has been collected, also what is only then told that it may go. */
async function usedBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await settle();
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}
