/** A mutex that hands itself over and opens as well: whoever comes next joins the new holder inside. */
import type { AsyncLockStrategy } from '@contend/counter';

export default {
  kind: 'async-lock',
  id: 'broken/double-release',
  title: 'Double release',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'none',
  words: 0,
  guest: false,
  make: () =>
    class DoubleRelease {
      held = false;
      waiters: (() => void)[] = [];

      acquire(): Promise<void> | void {
        if (this.held) return new Promise((enter) => this.waiters.push(enter));
        this.held = true;
      }

      release(): void {
        this.waiters.shift()?.();
        this.held = false;
      }
    },
} satisfies AsyncLockStrategy;
