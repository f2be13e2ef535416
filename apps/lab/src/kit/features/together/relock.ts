/** A contender that asks for what it already holds is told instead of waiting for itself. */
import type { Named } from '../../primitives.ts';
import { type Feature, no, partly, YES } from '../../verdict.ts';
import { reached, Waiter } from '../../waiting.ts';

export default {
  says: 'taking again what one holds is an error',
  file: import.meta.filename,
  async probe(make) {
    const locks = make();
    await locks.take('Alice', 'a');
    const again = new Waiter(locks.take('Alice', 'a'));
    if (!(await reached(() => again.state !== 'waiting'))) return no('it waits for itself for ever');
    return again.state === 'refused' ? YES : partly('it comes in again: the lock is re-entrant');
  },
} satisfies Feature<() => Named>;
