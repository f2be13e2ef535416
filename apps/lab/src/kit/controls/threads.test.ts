/** As locks.test.ts, between threads. */
// In the main thread and before there are others, as its README asks for.
import '@contend/mutex';
import { describe, expect, it } from 'vitest';
import barrier from '../features/threads/barrier.ts';
import condition from '../features/threads/condition.ts';
import count from '../features/threads/count.ts';
import deadlock from '../features/threads/deadlock.ts';
import death from '../features/threads/death.ts';
import exclusion from '../features/threads/exclusion.ts';
import latch from '../features/threads/latch.ts';
import loop from '../features/threads/loop.ts';
import readersWriter from '../features/threads/readers-writer.ts';
import relock from '../features/threads/relock.ts';
import semaphore from '../features/threads/semaphore.ts';
import tasks from '../features/threads/tasks.ts';
import timeout from '../features/threads/timeout.ts';
import type { Adapter } from '../primitives.ts';
import type { Feature } from '../verdict.ts';
import { type ThreadFault, withFault } from './threads.fixture.ts';

type Seen = [fault: ThreadFault, because: string | undefined];

const CONTROLS: [Feature<Adapter>, ...Seen[]][] = [
  [exclusion, ['each thread its own', undefined]],
  [count, ['keeps nobody out', 'additions are lost']],
  [loop, ['blocks the loop', 'stands still'], ['keeps nobody out', 'does not wait']],
  [tasks, ['knows threads and not tasks', 'both are inside']],
  [timeout, ['times out into the section', 'beside the holder']],
  [death, ['knows of no death', 'waits for ever']],
  [deadlock, ['knows of no death', 'both block for ever']],
  [relock, ['knows of no death', 'blocks for itself'], ['keeps nobody out', 're-entrant']],
  [semaphore, ['each thread its own', 'beside it']],
  [readersWriter, ['each thread its own', 'beside it']],
  [condition, ['sleeps through', 'sleeps through the notice']],
  [barrier, ['passes at once', 'goes on alone']],
  [latch, ['passes at once', 'does not wait'], ['sleeps through', 'waits for ever']],
];

// They wait more than they work.
describe.concurrent('between threads', () => {
  for (const [feature, ...faults] of CONTROLS) {
    it(`${feature.says}: what is sound has it`, async () => {
      expect(await feature.probe(withFault())).toEqual({ is: 'yes' });
    });
    it.each(faults)(`${feature.says}: seen where there is the fault “%s”`, async (fault, because) => {
      const verdict = await feature.probe(withFault(fault));
      expect(verdict.is).not.toBe('yes');
      if (because === undefined) expect(verdict.because).toBeUndefined();
      else expect(verdict.because).toContain(because);
    });
  }
});
