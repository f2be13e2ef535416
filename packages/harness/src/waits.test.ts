import { describe, expect, it } from 'vitest';
import { timedAsyncLock, timedLock, Waits, waitPercentiles } from './waits.ts';

describe('percentiles of waits', () => {
  it('are by nearest rank per operation, and by duration per time', () => {
    // 99 waits of 1 ns and one of 901: almost every operation is quick, and 90 % of the time goes to one of them.
    const waits = Float64Array.from([...Array(99).fill(1), 901]);
    expect(waitPercentiles(waits)).toEqual({
      perOperation: { p50: 1, p90: 1, p99: 1, p999: 901, max: 901 },
      byTime: { p50: 901, p90: 901, p99: 901, p999: 901, max: 901 },
    });
  });

  it('take samples in any order', () => {
    const { perOperation } = waitPercentiles(Float64Array.of(40, 10, 30, 20)) ?? {};
    expect(perOperation).toEqual({ p50: 20, p90: 40, p99: 40, p999: 40, max: 40 });
  });

  it('of nothing are nothing', () => {
    expect(waitPercentiles(new Float64Array())).toBeNull();
  });
});

describe('timed locks', () => {
  it('time one acquisition in 64, and pass all of them on', async () => {
    const waits = new Waits();
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
    expect(waits.all()).toHaveLength(4);
  });
});
