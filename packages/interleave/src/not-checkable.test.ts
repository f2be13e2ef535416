import type { AtomicsLike, Lock, PerContender } from '@contend/counter';
import { expect, test } from 'vitest';
import { check } from '../test/check.fixture.ts';
import { load } from '../test/load.fixture.ts';
import { Tas } from '../test/mutants/mutant.ts';
import { declare, declareAsync } from '../test/sound/declare.ts';
import { PromiseQueue } from '../test/sound/promise-queue.ts';
import { Ticket } from '../test/sound/ticket.ts';

async function reasonFor(make: (atomics: AtomicsLike) => PerContender<Lock>): Promise<string | null> {
  const { verdict, reason } = await check(declare('test/lock', make, { words: 64 }));
  expect(verdict).toBe('not checkable');
  return reason;
}

const sources: [string, () => unknown][] = [
  ['Date.now', () => Date.now()],
  ['Date', () => new Date()],
  ['performance.now', () => performance.now()],
  ['process.hrtime.bigint', () => process.hrtime.bigint()],
  ['Math.random', () => Math.random()],
  ['crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(1))],
  ['setTimeout', () => setTimeout(() => {}, 0)],
  ['process.nextTick', () => process.nextTick(() => {})],
];

test.each(sources)('a lock that uses %s is refused by that name', async (name, use) => {
  const reason = await reasonFor(
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          use();
          super.lock();
        }
      },
  );
  expect(reason).toContain(`it uses ${name},`);
});

test('clocks, dice and timers are back after a check, also after a refusal', async () => {
  const before = sources.map(([, use]) => String(use));
  const originals = [Date, Date.now, performance.now, Math.random, setTimeout, process.nextTick, process.hrtime];
  await reasonFor(
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          Math.random();
        }
      },
  );
  expect([Date, Date.now, performance.now, Math.random, setTimeout, process.nextTick, process.hrtime]).toEqual(
    originals,
  );
  expect(sources.map(([, use]) => String(use))).toEqual(before);
  expect(Math.random()).not.toBe(Math.random());
});

test('a catch that swallows the stop of a thread is found, also in an endless loop', async () => {
  const swallowing = [
    (atomics: AtomicsLike) =>
      class extends Tas(atomics) {
        override lock() {
          try {
            super.lock();
          } catch {}
        }
      },
    (atomics: AtomicsLike) =>
      class extends Tas(atomics) {
        override lock() {
          for (;;)
            try {
              if (atomics.exchange(this.view, this.base, 1) === 0) return;
            } catch {}
        }
      },
    (atomics: AtomicsLike) =>
      class extends Tas(atomics) {
        override lock() {
          try {
            super.lock();
          } catch {
            throw new Error('no lock');
          }
        }
      },
  ];
  for (const make of swallowing) expect(await reasonFor(make)).toContain('`catch` swallows the exception');
});

test('state that outlives a run is found', async () => {
  let turns = 0;
  const reason = await reasonFor(
    (atomics) =>
      class extends Tas(atomics) {
        override unlock() {
          atomics.store(this.view, this.base + (turns++ % 2), 0);
        }
      },
  );
  expect(reason).toContain('state outside its fields outlives a run');
});

test('state that no field shows is found: a closure and a #private name', async () => {
  const closure = (atomics: AtomicsLike) => {
    let mine = 0;
    return class extends Ticket(atomics) {
      override lock() {
        mine = atomics.add(this.view, this.next, 1);
        while (atomics.load(this.view, this.serving) !== mine) atomics.pause();
      }
      override unlock() {
        atomics.store(this.view, this.serving, mine + 1);
      }
    };
  };
  const hidden = (atomics: AtomicsLike) =>
    class extends Ticket(atomics) {
      #mine = 0;
      override lock() {
        this.#mine = atomics.add(this.view, this.next, 1);
        while (atomics.load(this.view, this.serving) !== this.#mine) atomics.pause();
      }
      override unlock() {
        atomics.store(this.view, this.serving, this.#mine + 1);
      }
    };
  for (const make of [closure, hidden]) expect(await reasonFor(make)).toContain('keep it in ordinary fields');
});

test('a lock that learns from how long it spun is refused, for its spins cannot be folded', async () => {
  const reason = await reasonFor(
    (atomics) =>
      class extends Tas(atomics) {
        spun = 0;
        override lock() {
          while (atomics.exchange(this.view, this.base, 1) !== 0) this.spun++;
        }
      },
  );
  expect(reason).toContain('how long it has spun');
});

test('what leaves the simulation is refused by name', async () => {
  const leaving: [string, (atomics: AtomicsLike) => PerContender<Lock>][] = [
    [
      'view.fill',
      (atomics) =>
        class extends Tas(atomics) {
          override unlock() {
            this.view.fill(0);
          }
        },
    ],
    [
      'view.buffer',
      (atomics) =>
        class extends Tas(atomics) {
          override unlock() {
            new Int32Array(this.view.buffer)[0] = 0;
          }
        },
    ],
    [
      'an array of its own',
      (atomics) =>
        class extends Tas(atomics) {
          own = new Int32Array(1);
          override unlock() {
            atomics.store(this.own, 0, 0);
          }
        },
    ],
    [
      'Atomics.waitAsync',
      (atomics) =>
        class extends Tas(atomics) {
          override unlock() {
            atomics.waitAsync(this.view, this.base, 0);
          }
        },
    ],
    [
      'returns a promise',
      (atomics) =>
        class extends Tas(atomics) {
          override async unlock() {
            super.unlock();
          }
        },
    ],
    [
      'pauses for ever',
      (atomics) =>
        class extends Tas(atomics) {
          override unlock() {
            for (;;) atomics.pause();
          }
        },
    ],
  ];
  for (const [name, make] of leaving) expect(await reasonFor(make)).toContain(name);
});

test('an actor over message ports is refused, and says why', async () => {
  const report = await check(await load('actor/src/port.ts'));
  expect(report.says).toBe('not checkable: it uses port.start: when a message arrives cannot be controlled');
});

test('tasks that make turns of their own are refused', async () => {
  const timed = declareAsync(
    'test/timed',
    () =>
      class extends PromiseQueue {
        override release() {
          setTimeout(() => super.release(), 1);
        }
      },
  );
  expect(await check(timed)).toMatchObject({ verdict: 'not checkable', reason: expect.stringContaining('setTimeout') });
  let held = false;
  const shared = declareAsync(
    'test/shared',
    () =>
      class extends PromiseQueue {
        override acquire() {
          if (held) return new Promise<void>(() => {});
          held = true;
        }
        override release() {}
      },
  );
  const { verdict, reason } = await check(shared);
  expect(verdict).toBe('not checkable');
  expect(reason).toContain('state outside its fields outlives a run');
});

test('a strategy is not checked in a world it does not run in', async () => {
  const lock = declare('test/tas', Tas, { words: 1 });
  expect(await check(lock, { world: 'tasks' })).toMatchObject({
    verdict: 'not checkable',
    reason: 'it does not run in tasks',
  });
});
