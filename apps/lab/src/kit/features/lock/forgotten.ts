/** A guard that nobody can reach any more is collected: whoever waits would wait for ever, unless somebody is told. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, YES } from '../../verdict.ts';
import { collectGarbage, reached, settle, Waiter } from '../../waiting.ts';

export default {
  says: 'a forgotten release is reported',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    const told: unknown[] = [];
    const tell = (what: unknown) => told.push(what);
    const { error, warn } = console;
    Object.assign(console, { error: tell, warn: tell });
    process.on('warning', tell);
    try {
      let forgotten: object | undefined = await lock.acquire();
      const collected = new WeakRef(forgotten);
      forgotten = undefined;
      const waiter = new Waiter(lock.acquire());
      const gone = await reached(() => {
        collectGarbage();
        return collected.deref() === undefined || told.length > 0 || waiter.state !== 'waiting';
      });
      for (let i = 0; gone && i < 10; i++) {
        collectGarbage();
        await settle();
      }
      return told.length > 0 || waiter.state !== 'waiting' ? YES : NO;
    } finally {
      process.off('warning', tell);
      Object.assign(console, { error, warn });
    }
  },
} satisfies Feature<() => Lock>;
