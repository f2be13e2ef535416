import { describe, expect, it, vi } from 'vitest';
import { Ticks } from './ticks.ts';
import { timedAsyncLock, timedCounter, timedLock, Waits, waitPercentiles } from './waits.ts';

/** Time passes when a test says so: a busy machine would make stalls of its own. */
const clock = vi.hoisted(() => ({ ms: 1 }));
vi.mock('./clock.ts', () => ({ now: () => clock.ms }));

const waited = (short: number[], every = 1, stalls: number[] = []) => ({
  ...{ short: Float64Array.from(short), every, stalls: Float64Array.from(stalls) },
});

describe('percentiles of waits', () => {
  it('are by nearest rank per operation, and by duration per time', () => {
    // 99 waits of 1 ns and one of 901: almost every operation is quick, and 90 % of the time goes to one of them.
    expect(waitPercentiles([waited([...Array(99).fill(1), 901])])).toEqual({
      perOperation: { p50: 1, p90: 1, p99: 1, p999: 901, max: 901 },
      byTime: { p50: 901, p90: 901, p99: 901, p999: 901, max: 901 },
    });
  });

  it('take waits of all contenders in any order', () => {
    const { perOperation } = waitPercentiles([waited([40, 10]), waited([30, 20])]) ?? {};
    expect(perOperation).toEqual({ p50: 20, p90: 40, p99: 40, p999: 40, max: 40 });
  });

  it('weigh a sampled wait as those that it stands for, and a stall, none of which is missed, as itself', () => {
    // 640 operations of 10 ns and one of 6400: half of the time each.
    const { perOperation, byTime } = waitPercentiles([waited(Array(10).fill(10), 64, [6_400])]) ?? {};
    expect(perOperation).toEqual({ p50: 10, p90: 10, p99: 10, p999: 6_400, max: 6_400 });
    expect(byTime).toEqual({ p50: 10, p90: 6_400, p99: 6_400, p999: 6_400, max: 6_400 });
  });

  it('of nothing are nothing', () => {
    expect(waitPercentiles([])).toBeNull();
    expect(waitPercentiles([waited([])])).toBeNull();
  });
});

/** Waits, and a lock that others hold for `ms` at the operations of these numbers. */
function stalling(at: readonly number[], ms: number) {
  const ticks = new Ticks();
  const waits = new Waits(ticks);
  let operation = 0;
  const lock = () => {
    if (!at.includes(operation++)) return;
    ticks.tell();
    clock.ms += ms;
    ticks.tell();
  };
  return { waits, lock };
}

describe('timed locks', () => {
  it('time readers as they time writers', async () => {
    const waits = new Waits(new Ticks());
    const steps: string[] = [];
    const lock = timedLock(
      {
        lock: () => {},
        unlock: () => {},
        lockShared: () => void steps.push('lock shared'),
        unlockShared: () => void steps.push('unlock shared'),
        readBegin: () => 7,
        readRetry: (mark) => mark === 7,
      },
      waits,
    );
    for (let i = 0; i < 64; i++) lock.lockShared?.();
    lock.unlockShared?.();
    expect(steps).toEqual([...Array(64).fill('lock shared'), 'unlock shared']);
    expect(waits.all().short).toHaveLength(1);
    expect([lock.readBegin?.(), lock.readRetry?.(7), lock.readRetry?.(8)]).toEqual([7, true, false]);
    expect(waits.all().short).toHaveLength(2);

    const tasks = new Waits(new Ticks());
    const acquire = async () => {};
    const asynchronous = timedAsyncLock(
      { acquire, release() {}, acquireShared: acquire, releaseShared: () => void steps.push('released') },
      tasks,
    );
    await asynchronous.acquireShared?.();
    asynchronous.releaseShared?.();
    expect([tasks.all().short.length, steps.at(-1)]).toEqual([1, 'released']);
  });

  it('time one acquisition in 64, and pass all of them on', async () => {
    const waits = new Waits(new Ticks());
    let [locked, acquired, released] = [0, 0, 0];
    const lock = timedLock({ lock: () => void locked++, unlock: () => void released++ }, waits);
    for (let i = 0; i < 128; i++) {
      lock.lock();
      lock.unlock();
    }
    const later = timedAsyncLock({ acquire: async () => void acquired++, release: () => void released++ }, waits);
    for (let i = 0; i < 128; i++) {
      await later.acquire();
      later.release();
    }
    expect([locked, acquired, released]).toEqual([128, 128, 256]);
    expect(waits.all()).toMatchObject({ every: 64, stalls: new Float64Array() });
    expect(waits.all().short).toHaveLength(4);
  });

  it('see every stall, also of an operation that is not sampled', () => {
    const { waits, lock } = stalling([5, 64, 100], 4);
    const timed = timedLock({ lock, unlock: () => {} }, waits);
    for (let i = 0; i < 128; i++) timed.lock();
    const { short, stalls } = waits.all();
    expect(Array.from(stalls, Math.round)).toEqual([4e6, 4e6, 4e6]);
    // The sampled one that stalled is no sample.
    expect(short).toHaveLength(1);
  });

  it('take no shorter wait for a stall', () => {
    const { waits, lock } = stalling([5, 70], 0.5);
    const increment = () => {
      lock();
      return 1;
    };
    const timed = timedCounter({ increment }, waits);
    for (let i = 0; i < 128; i++) timed.increment();
    expect(waits.all().stalls).toHaveLength(0);
  });

  it('thin out what they have too many of, as if fewer had been taken from the start', () => {
    const waits = new Waits(new Ticks());
    const timed = timedLock({ lock: () => {}, unlock: () => {} }, waits);
    for (let i = 0; i <= 64 * 65_536; i++) timed.lock();
    expect(waits.all().every).toBe(128);
    expect(waits.all().short).toHaveLength(32_769);
  });
});
