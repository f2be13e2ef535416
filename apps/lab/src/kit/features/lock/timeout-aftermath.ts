/** A waiter whose time is up takes nobody else along, before it or behind it in the line, nor the lock. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { reached, Waiter } from '../../waiting.ts';

export default {
  says: 'a timeout harms nobody else',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (!lock.understands?.includes('timeout')) return NO;
    const first = await lock.acquire();
    const before = new Waiter(lock.acquire());
    const late = new Waiter(lock.acquire({ timeout: 20 }));
    const after = new Waiter(lock.acquire());
    await reached(() => late.state !== 'waiting');
    await first.release();
    if (!(await before.served())) return no('whoever waits before one that times out is never served');
    if (after.state === 'served') return no('two are inside after a timeout');
    await before.held.release();
    if (!(await after.served())) return no('after a timeout it stays locked for ever');
    await after.held.release();
    return (await new Waiter(lock.acquire()).served()) ? YES : no('after a timeout it stays locked for ever');
  },
} satisfies Feature<() => Lock>;
