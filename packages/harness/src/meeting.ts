/**
 * Where the threads of a pool wait for each other. A thread has one job at a time, so jobs that meet are all on threads
 * of their own.
 */
export interface Meeting {
  arrived: Int32Array;
  parties: number;
}

export function meetingOf(parties: number): Meeting {
  return { arrived: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), parties };
}

/** Blocks until all parties are here. @returns how many came before: a number of one's own */
export function meet({ arrived, parties }: Meeting): number {
  const place = Atomics.add(arrived, 0, 1);
  // Whoever comes earlier would only wake the others to wait again.
  if (place + 1 === parties) Atomics.notify(arrived, 0);
  for (let here = Atomics.load(arrived, 0); here < parties; here = Atomics.load(arrived, 0)) {
    Atomics.wait(arrived, 0, here);
  }
  return place;
}
