/** A mutex that says first come, first served, but opens before it wakes: whoever comes just then overtakes. */
import type { AsyncLockStrategy } from '@contend/counter';

export default {
  kind: 'async-lock',
  id: 'broken/overtaken-queue',
  title: 'Overtaken queue',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: false,
  make: () =>
    class OvertakenQueue {
      held = false;
      waiters: (() => void)[] = [];

      async acquire(): Promise<void> {
        while (this.held) await new Promise<void>((wake) => this.waiters.push(wake));
        this.held = true;
      }

      release(): void {
        this.held = false;
        this.waiters.shift()?.();
      }
    },
} satisfies AsyncLockStrategy;
