/** Nobody is turned away from a long line, unless that was asked for. */
import type { Lock } from '../../primitives.ts';
import { type Feature, no, sayingOf, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

const WAITERS = 5_000;

export default {
  says: 'a line of 5000 is served',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    const first = await lock.acquire();
    let served = 0;
    const all = Array.from({ length: WAITERS }, () =>
      lock.acquire().then((held) => {
        served++;
        return held.release();
      }),
    );
    const line = new Waiter(Promise.all(all));
    await settle();
    await first.release();
    if (await line.served()) return YES;
    return no(
      line.state === 'refused' ? `whoever comes too late is turned away: ${sayingOf(line.error)}` : `${served} were`,
    );
  },
} satisfies Feature<() => Lock>;
