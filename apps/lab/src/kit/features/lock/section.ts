/** A section that throws, at once or later, releases the lock and gives its error to the caller. */
import type { Lock } from '../../primitives.ts';
import { type Feature, NO, no, partly, YES } from '../../verdict.ts';
import { Waiter } from '../../waiting.ts';

export default {
  says: 'runs a section, and releases when it throws',
  file: import.meta.filename,
  async probe(make) {
    const lock = make();
    if (lock.run === undefined) return NO;
    const error = new Error('of the section');
    const throws = [
      () => {
        throw error;
      },
      () => Promise.reject(error),
    ];
    for (const section of throws) {
      const ran = new Waiter<unknown>(lock.run(section));
      if (!(await ran.refused()) || ran.error !== error) return no('the section’s error does not reach the caller');
    }
    const next = new Waiter(lock.run(async () => 'value'));
    if (!(await next.served())) return no('a section that throws leaves it locked');
    return next.value === 'value' ? YES : partly('what the section returns is lost');
  },
} satisfies Feature<() => Lock>;
