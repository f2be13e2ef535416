/** A signal that outlives the waits for a lock does not gather listeners. */
import { getEventListeners } from 'node:events';
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, partly, YES } from '../../verdict.ts';
import { settle, turn, Waiter } from '../../waiting.ts';

export default {
  says: 'leaves no listener on the signal',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (!lock.understands?.includes('signal')) return NO;
    const { signal } = new AbortController();
    for (let i = 0; i < 20; i++) {
      const first = await lock.acquire({ signal });
      const second = new Waiter(lock.acquire({ signal }));
      await turn();
      await first.release();
      if (!(await second.served())) return no('the next was never served');
      await second.held.release();
    }
    await settle();
    const left = getEventListeners(signal, 'abort').length;
    return left === 0 ? YES : left < 20 ? partly(`${left} stay`) : no('a listener stays for each wait that is over');
  },
} satisfies Feature<() => Lock>;
