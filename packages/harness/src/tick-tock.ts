/** What tells the time on and on. */
import { EVERY_MS, type Ticks } from './ticks.ts';

/** @returns what ends it */
export function tellOnAndOn(ticks: Ticks): () => void {
  ticks.tell();
  const timer = setInterval(() => ticks.tell(), EVERY_MS);
  return () => clearInterval(timer);
}
