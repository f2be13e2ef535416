/** Asking for more permits than there will ever be is an error, not a wait without end. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

export default {
  says: 'more than there are is refused at once',
  file: import.meta.filename,
  async probe(make) {
    const semaphore = make(2);
    if (!semaphore.understands?.includes('weight')) return NO;
    const greedy = new Waiter(semaphore.acquire({ weight: 3 }));
    await settle();
    return greedy.state === 'refused' ? YES : no(greedy.state === 'served' ? 'it is let in' : 'it waits for ever');
  },
} satisfies Feature<(permits: number) => Lock>;
