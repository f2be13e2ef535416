/** Many keys, each locked and released once, take no memory afterwards. */
import type { Keyed } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { collectGarbage, settle } from '../../waiting.ts';

const KEYS = 100_000;
/** What a key that stays takes at least: its characters. */
const LEAST_BYTES = 16;

export default {
  says: 'a key that is released leaves nothing behind',
  file: import.meta.filename,
  async probe(make) {
    const keyed = make();
    const many = async (name: string, count: number) => {
      for (let i = 0; i < count; i++) await (await keyed.lock(`${name} ${i}`).acquire()).release();
      await settle();
      collectGarbage();
    };
    await many('warm-up', KEYS / 10);
    const before = process.memoryUsage().heapUsed;
    await many('key', KEYS);
    const bytes = (process.memoryUsage().heapUsed - before) / KEYS;
    // Still reachable, so that nothing is collected with the lock itself.
    await keyed.lock('last').acquire();
    return bytes < LEAST_BYTES ? YES : no('each key that was ever locked stays in memory');
  },
} satisfies Feature<() => Keyed>;
