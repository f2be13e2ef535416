/** What contend must find wrong in every runtime, before it is believed when it finds nothing. Word 0: unused. */
import type { LockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'proof/planted',
  title: 'Planted overlap',
  summary: 'A lock that lets everybody in.',
  source: 'contend',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'none',
  order: 'none',
  words: 1,
  guest: false,
  make: () =>
    class Open {
      lock() {}
      unlock() {}
    },
} satisfies LockStrategy;
