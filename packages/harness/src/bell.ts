/**
 * Ends the batches that are still under way when a window has closed. A batch that grew while its contender had a lock
 * almost to itself may, once others are in turn before it, take thousands of times as long: a first-come-first-served
 * spinlock takes milliseconds an increment where threads outnumber cores.
 */
import { now } from './clock.ts';
import type { Gate } from './gate.ts';

/** Whoever is in time has left by then, so that nobody is woken to ring while a window is open. */
export const LATE_MS = 10;

/** Rings the gate's bell once its window has closed. To be called, in any thread, when contenders are sent to the gate. @returns cancels it */
export function ringAtClose(gate: Gate, windowMs: number): () => void {
  let timer = setTimeout(look, windowMs + LATE_MS);
  function look(): void {
    const schedule = gate.schedule();
    const left = schedule === undefined ? windowMs : schedule.closes - now();
    if (left <= 0) gate.ring();
    else timer = setTimeout(look, left);
  }
  return () => clearTimeout(timer);
}
