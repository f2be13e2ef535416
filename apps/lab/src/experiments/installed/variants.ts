/** Counters that are guarded by what people install, `Mutex` of @contend/mutex, in each way in which that can be used. */
import type { CounterStrategy } from '@contend/counter';
import { Mutex } from '@contend/mutex';
import { common } from '@contend/mutex/threads';

/** Words of a counter where the mutex is in a view: a cache line for it, and then the count. */
const LINE = 32;

abstract class Guarded {
  mutex: Mutex;
  view: Int32Array;
  count: number;

  constructor(mutex: Mutex, view: Int32Array, base: number) {
    this.mutex = mutex;
    this.view = view;
    this.count = base + LINE;
  }

  hit(): number {
    const next = this.value() + 1;
    this.view[this.count] = next;
    return next;
  }

  value(): number {
    return this.view[this.count] as number;
  }
}

/** At its end, where this process gives no place to anybody: all threads of a cell mean the same one. */
function own(base: number): Mutex {
  if (common === undefined) throw new Error('there is no WebAssembly memory here');
  return new Mutex(common.view, common.view.length - 64 * LINE + base);
}

class Unlocked extends Guarded {
  constructor(view: Int32Array, base: number) {
    super(own(base), view, base);
  }

  increment(): number {
    const guard = this.mutex.lock();
    try {
      return this.hit();
    } finally {
      this.mutex.unlock(guard);
    }
  }
}

class Released extends Guarded {
  constructor(view: Int32Array, base: number) {
    super(own(base), view, base);
  }

  increment(): number {
    const guard = this.mutex.lock();
    try {
      return this.hit();
    } finally {
      guard.release();
    }
  }
}

class Using extends Guarded {
  constructor(view: Int32Array, base: number) {
    super(own(base), view, base);
  }

  increment(): number {
    using _ = this.mutex.lock();
    return this.hit();
  }
}

class InView extends Guarded {
  constructor(view: Int32Array, base: number) {
    super(new Mutex(view, base), view, base);
  }

  increment(): number {
    const guard = this.mutex.lock();
    try {
      return this.hit();
    } finally {
      this.mutex.unlock(guard);
    }
  }
}

const declare = (name: string, title: string, Counter: ReturnType<CounterStrategy['make']>): CounterStrategy => ({
  kind: 'counter',
  id: `installed/${name}`,
  title,
  summary: 'The mutex that people install.',
  source: 'packages/mutex/src/mutex.ts',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  words: 2 * LINE,
  guest: false,
  make: () => Counter,
});

export default [
  declare('unlock', 'finally mutex.unlock(guard)', Unlocked),
  declare('release', 'finally guard.release()', Released),
  declare('view', 'finally mutex.unlock(guard), in a view', InView),
  declare('using', 'using guard', Using),
];
