/**
 * No lock at all: read the count, add one, write it back.
 *
 * A hit is lost whenever somebody else writes between this read and this write: both read the same number, both write
 * its successor, and two hits count as one. Threads meet there at any instruction; tasks only where one awaits, so
 * there the section has the one `await` that the locks of that world have in theirs. It promises nothing: the negative
 * control, which shows that whoever checks the counts would see a loss.
 * Word 0: the count.
 *
 * @see Netzer & Miller, "What Are Race Conditions?", ACM LOPLAS 1(1), 1992 (a data race; the lost update it causes)
 */
import type { CounterStrategy } from '@contend/counter';

class Plain {
  view: Int32Array;
  base: number;

  constructor(view: Int32Array, base: number) {
    this.view = view;
    this.base = base;
  }

  increment(): number | Promise<number> {
    const next = (this.view[this.base] as number) + 1;
    this.view[this.base] = next;
    return next;
  }

  value(): number {
    return this.view[this.base] as number;
  }
}

class PlainWithAwait extends Plain {
  override async increment(): Promise<number> {
    const next = (this.view[this.base] as number) + 1;
    await undefined;
    this.view[this.base] = next;
    return next;
  }
}

export default {
  kind: 'counter',
  id: 'unlocked/plain',
  title: 'No lock',
  summary: 'Reads, adds one and writes back with nothing to guard it: the race itself.',
  source: 'Netzer & Miller 1992',
  runsIn: ['tasks', 'threads'],
  promises: [],
  waits: 'none',
  order: 'none',
  words: 1,
  guest: false,
  make: (_atomics, { world }) => (world === 'tasks' ? PlainWithAwait : Plain),
} satisfies CounterStrategy;
