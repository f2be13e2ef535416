import { describe, expect, it } from 'vitest';
import { SECTION_BYTES, Section } from './section.ts';

function pair() {
  const buffer = new SharedArrayBuffer(SECTION_BYTES);
  return [new Section(buffer), new Section(buffer)] as const;
}

describe('a watched section', () => {
  it('finds nothing when contenders take turns', () => {
    const [a, b] = pair();
    for (const section of [a, b, b, a]) {
      section.enter();
      section.leave();
    }
    expect([a.overlaps, a.torn, b.overlaps, b.torn]).toEqual([0, 0, 0, 0]);
  });

  it('sees a second contender inside, and the half-written value it found', () => {
    const [a, b] = pair();
    a.enter();
    b.enter();
    b.leave();
    a.leave();
    expect(a.overlaps + b.overlaps).toBeGreaterThan(0);
    expect(b.torn).toBe(1);
  });

  it('is entered by the lock that is watched, blocking or not', async () => {
    const [a, b] = pair();
    const broken = { lock() {}, unlock() {}, acquire: async () => {}, release() {} };
    const first = a.watch(broken);
    const second = b.watchAsync(broken);
    first.lock();
    await second.acquire();
    second.release();
    first.unlock();
    expect(a.overlaps + b.overlaps).toBeGreaterThan(0);
  });

  it('lets readers be inside together, but not beside a writer', () => {
    const [a, b] = pair();
    a.enterShared();
    b.enterShared();
    a.leaveShared();
    b.leaveShared();
    expect([a.overlaps, a.torn, b.overlaps, b.torn]).toEqual([0, 0, 0, 0]);
    a.enterShared();
    b.enter();
    expect(b.overlaps).toBe(1);
    a.leaveShared();
    expect(a.overlaps).toBe(1);
    a.enterShared();
    expect([a.overlaps, a.torn]).toEqual([2, 1]);
  });

  it('is entered by the readers of a lock that is watched', async () => {
    const [a, b] = pair();
    const broken = { lock() {}, unlock() {}, lockShared() {}, unlockShared() {} };
    a.watch(broken).lock();
    b.watch(broken).lockShared?.();
    b.watch(broken).unlockShared?.();
    expect([b.overlaps, b.torn]).toEqual([2, 1]);
    const asynchronous = { acquire() {}, release() {}, acquireShared: async () => {}, releaseShared() {} };
    await b.watchAsync(asynchronous).acquireShared?.();
    b.watchAsync(asynchronous).releaseShared?.();
    expect([b.overlaps, b.torn]).toEqual([4, 2]);
  });
});
