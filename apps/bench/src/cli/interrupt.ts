/**
 * Ctrl-C: the first asks to stop and keep what was measured, the second stops at once.
 *
 * One Ctrl-C may arrive several times, from the terminal and from each process above that passes it on (npm does, and our
 * own launcher), so what comes within moments of the first is the same.
 */
import { STATUS } from './failure.ts';

const SAME_MS = 300;

export function interruptible(onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const stop = () => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      onFirst();
      controller.abort(new Error('interrupted'));
    } else if (now - first > SAME_MS) {
      process.exit(STATUS.interrupted);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return controller.signal;
}
