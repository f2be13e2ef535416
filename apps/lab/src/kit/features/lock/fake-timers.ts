/** With all clocks and timers of the program faked and standing still, a hand-over still happens. */
import { mock } from 'node:test';
import type { Lock } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { Waiter } from '../../waiting.ts';

export default {
  says: 'is served while timers are faked',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] });
    try {
      const first = await lock.acquire();
      const [second, third] = [new Waiter(lock.acquire()), new Waiter(lock.acquire())];
      await first.release();
      if (!(await second.served())) return no('nobody is served until the fake timers move');
      await second.held.release();
      return (await third.served()) ? YES : no('nobody is served until the fake timers move');
    } finally {
      mock.timers.reset();
    }
  },
} satisfies Feature<() => Lock>;
