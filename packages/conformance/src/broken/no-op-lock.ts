/** A lock that locks nothing. */
import type { LockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'broken/no-op-lock',
  title: 'No-op',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () =>
    class NoOp {
      lock(): void {}
      unlock(): void {}
    },
} satisfies LockStrategy;
