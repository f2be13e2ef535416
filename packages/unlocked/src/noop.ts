/**
 * A lock that does nothing: everybody is inside at any time.
 *
 * The negative control where it takes a section to see what is wrong: updates are lost, contenders are inside together,
 * and readers see what writers have half written.
 *
 * @see Netzer & Miller, "What Are Race Conditions?", ACM LOPLAS 1(1), 1992
 */
import type { SharedAsyncLockStrategy } from '@contend/counter';

export default {
  kind: 'async-lock',
  reads: 'shared',
  id: 'unlocked/noop',
  title: 'A lock that does nothing',
  summary: 'Has the methods of a lock and guards nothing: readers and writers are inside whenever they like.',
  source: 'Netzer & Miller 1992',
  runsIn: ['tasks', 'threads'],
  promises: [],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  make: () =>
    class Noop {
      acquire(): void {}
      release(): void {}
      acquireShared(): void {}
      releaseShared(): void {}
    },
} satisfies SharedAsyncLockStrategy;
