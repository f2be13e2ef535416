import { afterEach, describe, expect, it, vi } from 'vitest';
import { Gate } from './gate.ts';
import { adapted, Watch } from './watch.ts';

/** The clock that watches read, in ms. */
let time = 0;
vi.mock('./clock.ts', () => ({ now: () => time }));

const NOTICE_MS = 0.5;

afterEach(() => {
  time = 0;
});

function tickAt(watch: Watch, at: number, done: number): boolean {
  time = at;
  return watch.tick(done);
}

describe('a watch', () => {
  it('counts what lies inside the window, interpolated where a batch straddles an edge', () => {
    const watch = new Watch(new Gate(1), 0, 10);
    tickAt(watch, 1, 5); // in the loop: the window is 1.5 … 11.5
    tickAt(watch, 2.5, 30); // 2/3 of the batch inside: 20
    tickAt(watch, 9.5, 100);
    expect(tickAt(watch, 13.5, 40)).toBe(false); // half of it inside: 20
    const seen = watch.seen();
    expect(seen.inside).toBeCloseTo(20 + 100 + 20, 9);
    expect(seen).toMatchObject({ operations: 175, entered: 1, left: 13.5, complete: true });
  });

  it('places both edges in one batch that is longer than the window', () => {
    const watch = new Watch(new Gate(1), 0, 10);
    tickAt(watch, 1, 1);
    tickAt(watch, 101, 100); // an increment a ms
    expect(watch.seen().inside).toBeCloseTo(10, 9);
    expect(watch.seen().longestGap).toBe(100);
  });

  it('sees the longest gap that touches the window, and none outside it', () => {
    const watch = new Watch(new Gate(1), 0, 10);
    tickAt(watch, 50, 1); // a long way in: before the window
    tickAt(watch, 50.6, 1);
    tickAt(watch, 54.6, 1);
    tickAt(watch, 61, 1);
    expect(watch.seen().longestGap).toBeCloseTo(6.4, 9);
  });

  it('opens when the last contender is in its loop, and ends when the last one’s window has closed', () => {
    const gate = new Gate(2);
    const [first, last] = [new Watch(gate, 0, 10), new Watch(gate, 1, 10)];
    tickAt(first, 1, 1);
    tickAt(first, 100, 1);
    expect(gate.schedule()).toBeUndefined();
    tickAt(last, 101, 1);
    expect(gate.schedule()).toEqual({ opens: 101 + NOTICE_MS, closes: 111 + NOTICE_MS });
    expect(tickAt(first, 120, 1)).toBe(true);
    expect(tickAt(last, 121, 1)).toBe(false);
    expect(tickAt(first, 122, 1)).toBe(false);
    expect(gate.finished()).toBe(first.seen().operations + last.seen().operations);
  });

  it('is incomplete when the window opened before it had heard of it', () => {
    const gate = new Gate(2);
    const watch = new Watch(gate, 0, 10);
    tickAt(watch, 1, 1);
    tickAt(watch, 3, 1);
    gate.arrive(2, 10); // the last one read its clock at 2 and was held up before it could say so
    tickAt(watch, 4, 1);
    gate.pass();
    expect(tickAt(watch, 14, 1)).toBe(false);
    expect(watch.seen()).toMatchObject({ complete: false, inside: 0, operations: 4 });
  });

  it('still ends when it hears of the window only after that has closed', () => {
    const gate = new Gate(2);
    const watch = new Watch(gate, 0, 10);
    tickAt(watch, 1, 1);
    tickAt(watch, 50, 1);
    gate.arrive(2, 10);
    gate.pass();
    expect(tickAt(watch, 51, 1)).toBe(false);
    expect(watch.seen().complete).toBe(false);
  });

  it('leaves at the bell without waiting for those who have not said yet that their window has closed', () => {
    const gate = new Gate(2);
    const watch = new Watch(gate, 0, 10);
    tickAt(watch, 1, 1);
    gate.arrive(1, 10); // the window is 1.5 … 11.5
    expect(tickAt(watch, 12, 1)).toBe(true);
    gate.ring();
    expect(tickAt(watch, 13, 1)).toBe(false);
    expect(watch.seen().complete).toBe(true);
    expect(watch.overstayed()).toBe(1.5);
  });

  it('does not leave at the bell before it has seen its own window close', () => {
    const gate = new Gate(2);
    const watch = new Watch(gate, 0, 10);
    tickAt(watch, 1, 1);
    gate.arrive(1, 10);
    gate.ring();
    expect(tickAt(watch, 5, 1)).toBe(true);
    expect(watch.overstayed()).toBeLessThan(0);
  });

  it('leaves when aborted', () => {
    const gate = new Gate(2);
    const watch = new Watch(gate, 0, 10);
    expect(tickAt(watch, 1, 1)).toBe(true);
    gate.abort();
    expect(tickAt(watch, 2, 1)).toBe(false);
    expect(watch.seen()).toMatchObject({ complete: false, operations: 2 });
  });
});

describe('the size of a batch', () => {
  it('grows in the window, hardly on the ramp before it, and is one increment after it', () => {
    const gate = new Gate(2);
    const watch = new Watch(gate, 0, 100);
    const nsEach = 100;
    const batch = () => tickAt(watch, time + (watch.batch * nsEach) / 1e6, watch.batch);
    for (let i = 0; i < 20; i++) batch(); // quick, because it is alone
    expect((watch.batch * nsEach) / 1e6).toBeGreaterThan(0.004);
    expect((watch.batch * nsEach) / 1e6).toBeLessThan(0.01);
    gate.arrive(time, 100);
    time += 1; // open
    for (let i = 0; i < 20; i++) batch();
    expect((watch.batch * nsEach) / 1e6).toBeGreaterThan(0.4);
    expect((watch.batch * nsEach) / 1e6).toBeLessThan(1);
    tickAt(watch, 200, watch.batch); // past the close
    expect(watch.batch).toBe(1);
    batch();
    expect(watch.batch).toBe(1);
  });

  it('is one increment on the ramps where that is asked for', () => {
    const watch = new Watch(new Gate(2), 0, 100, 0);
    for (let i = 1; i <= 5; i++) {
      tickAt(watch, i / 1e6, watch.batch);
      expect(watch.batch).toBe(1);
    }
  });

  it('stays within 1 % of the window, and above what hides the clock', () => {
    expect(adapted(64, 1.1, 100)).toBe(32);
    expect(adapted(64, 0.9, 100)).toBe(64);
    expect(adapted(64, 0.2, 100)).toBe(128);
    expect(adapted(1, 50, 100)).toBe(1);
  });
});
