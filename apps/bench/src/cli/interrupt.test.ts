import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { interruptible } from './interrupt.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let firsts: number;
let signal: AbortSignal;
const exit = vi.fn<typeof process.exit>();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(process, 'exit').mockImplementation(exit);
  firsts = 0;
  signal = interruptible(() => firsts++);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  exit.mockReset();
  // Those of the last test are the newest.
  for (const name of SIGNALS) process.off(name, process.listeners(name).at(-1) as () => void);
});

it('is asked to stop by the first signal, and goes on to keep what there is', () => {
  expect(signal.aborted).toBe(false);
  process.emit('SIGINT', 'SIGINT');
  expect({ firsts, aborted: signal.aborted, reason: signal.reason.message }).toEqual({
    ...{ firsts: 1, aborted: true, reason: 'interrupted' },
  });
  expect(exit).not.toHaveBeenCalled();
});

it('stops at once by the second, with status 130, of whatever kind the two are', () => {
  process.emit('SIGINT', 'SIGINT');
  vi.advanceTimersByTime(301);
  expect(exit).not.toHaveBeenCalled();
  process.emit('SIGTERM', 'SIGTERM');
  expect(exit.mock.calls).toEqual([[130]]);
  expect(firsts).toBe(1);
});

it('takes for the first whatever comes within moments of it', () => {
  process.emit('SIGINT', 'SIGINT');
  process.emit('SIGINT', 'SIGINT');
  vi.advanceTimersByTime(300);
  process.emit('SIGINT', 'SIGINT');
  expect({ firsts, exits: exit.mock.calls }).toEqual({ firsts: 1, exits: [] });
});
