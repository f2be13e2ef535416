import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import ticket from './ticket.ts';

await conformance(new URL('./ticket.ts', import.meta.url));

test.each([2 ** 31 - 1, -1])('tickets from %i go on past the end of 32 bits', (held) => {
  let pauses = 0;
  const leaving = Object.assign(Object.create(Atomics), {
    // Whoever holds the lock leaves when it has been waited for three times.
    pause() {
      if (++pauses % 3 === 0) holder.unlock();
    },
  });
  const Ticket = ticket.make(leaving);
  const view = new Int32Array(new SharedArrayBuffer(4 * ticket.words)).fill(held);
  const holder = new Ticket(view, 0);
  const comer = new Ticket(view, 0);
  holder.lock();
  for (let i = 1; i <= 4; i++) {
    comer.lock();
    expect(pauses).toBe(3 * i);
    expect([view[holder.next], view[holder.serving]]).toEqual([(held + i + 1) | 0, (held + i) | 0]);
  }
});
