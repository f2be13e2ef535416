import { conformance } from '@contend/counter/conformance';
import { expect, test } from 'vitest';
import ticket from './ticket.ts';

await conformance(new URL('./ticket.ts', import.meta.url));

test.each([2 ** 31 - 1, -1])('tickets from %i go on past the end of 32 bits', (last) => {
  const Ticket = ticket.make(Atomics);
  const lock = new Ticket(new Int32Array(new SharedArrayBuffer(4 * ticket.words)), 0);
  lock.view[lock.next] = last;
  lock.view[lock.serving] = last;
  for (let i = 1; i <= 3; i++) {
    lock.lock();
    lock.unlock();
    expect([lock.view[lock.next], lock.view[lock.serving]]).toEqual([(last + i) | 0, (last + i) | 0]);
  }
});
