/**
 * One listener for each signal, whatever number of waiters heed it: a signal looks through all of its listeners to add
 * or remove one, so that a hundred thousand waiters would cost ten thousand million steps.
 */
const heeders = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * @param heed called once when the signal is aborted; it is not aborted yet
 * @returns forgets it
 */
export function onAbort(signal: AbortSignal, heed: () => void): () => void {
  const known = heeders.get(signal) ?? listening(signal);
  known.add(heed);
  return () => {
    known.delete(heed);
    if (known.size > 0 || heeders.get(signal) !== known) return;
    heeders.delete(signal);
    signal.removeEventListener('abort', abortedBy);
  };
}

function listening(signal: AbortSignal): Set<() => void> {
  const set = new Set<() => void>();
  heeders.set(signal, set);
  signal.addEventListener('abort', abortedBy);
  return set;
}

function abortedBy(this: AbortSignal): void {
  const set = heeders.get(this);
  heeders.delete(this);
  this.removeEventListener('abort', abortedBy);
  for (const heed of set ?? []) heed();
}
