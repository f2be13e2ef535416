/** A test that fakes timers can let a timeout go by without waiting for it. */
import { mock } from 'node:test';
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

const AN_HOUR_MS = 3_600_000;

export default {
  says: 'a timeout follows fake timers',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (!lock.understands?.includes('timeout')) return NO;
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    try {
      await lock.acquire();
      const late = new Waiter(lock.acquire({ timeout: AN_HOUR_MS }));
      await settle();
      mock.timers.tick(AN_HOUR_MS);
      await settle();
      return late.state === 'refused' ? YES : NO;
    } finally {
      mock.timers.reset();
    }
  },
} satisfies Feature<() => Lock>;
