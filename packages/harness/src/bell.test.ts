import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ringAtClose } from './bell.ts';
import { Gate } from './gate.ts';

let time = 0;
vi.mock('./clock.ts', () => ({ now: () => time }));

beforeEach(() => {
  time = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function pass(ms: number): void {
  time += ms;
  vi.advanceTimersByTime(ms);
}

const WINDOW_MS = 100;

describe('the bell', () => {
  it('rings once the window has closed, however late that opened', () => {
    const gate = new Gate(1);
    ringAtClose(gate, WINDOW_MS);
    pass(1_000);
    expect(gate.rung()).toBe(false);
    gate.arrive(time, WINDOW_MS);
    const { closes } = gate.schedule() as { closes: number };
    for (; time < closes; pass(1)) expect(gate.rung()).toBe(false);
    pass(2 * WINDOW_MS);
    expect(gate.rung()).toBe(true);
    expect(gate.bell[0]).toBe(1);
  });

  it('is silent when everyone has left before, and in the next window', () => {
    const gate = new Gate(1);
    const silence = ringAtClose(gate, WINDOW_MS);
    gate.arrive(time, WINDOW_MS);
    silence();
    pass(10 * WINDOW_MS);
    expect(gate.rung()).toBe(false);
    gate.ring();
    gate.reset();
    expect(gate.rung()).toBe(false);
  });

  it('rings when a cell is aborted', () => {
    const gate = new Gate(1);
    gate.abort();
    expect(gate.rung()).toBe(true);
  });
});
