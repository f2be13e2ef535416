// navigator.locks: an exclusive lock that two worker threads hold at once.
//
//   node reproduce.mjs [workers] [requests of each]
//
// Every worker requests the same lock again and again. In the callback it reads a counter in shared memory, goes on for a
// moment, and writes the counter back, one higher. While the lock has one holder no such update can be lost. Ends with status 1
// when some were, or when a callback began while another one's had not ended.
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const COUNTER = 0;
const HOLDERS = 1;
const OVERLAPS = 2;
const GRANTED = 3;

if (isMainThread) {
  const [workers = 2, requests = 200_000] = process.argv.slice(2).map(Number);
  if (globalThis.navigator?.locks === undefined) {
    console.log('this runtime has no navigator.locks');
    process.exit(2);
  }
  const shared = new Int32Array(new SharedArrayBuffer(16));
  const ended = Array.from({ length: workers }, () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { shared, requests } });
    return new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
  });
  await Promise.all(ended);
  const [counted, , overlaps, granted] = shared;
  console.log(`${workers} workers, ${requests} requests of each, of which ${granted} were granted`);
  console.log(`expected ${granted}, counted ${counted}: ${granted - counted} lost`);
  console.log(`callbacks that began while another held the lock: expected 0, counted ${overlaps}`);
  process.exitCode = counted === granted && overlaps === 0 ? 0 : 1;
} else {
  const { shared, requests } = workerData;
  // In Node a request that waits does not keep its thread alive.
  const alive = setInterval(() => {}, 1_000);
  const section = () => {
    if (Atomics.add(shared, HOLDERS, 1) !== 0) Atomics.add(shared, OVERLAPS, 1);
    const seen = Atomics.load(shared, COUNTER);
    for (let i = 0; i < 100; i++) Atomics.load(shared, HOLDERS);
    Atomics.store(shared, COUNTER, seen + 1);
    Atomics.sub(shared, HOLDERS, 1);
    Atomics.add(shared, GRANTED, 1);
  };
  for (let i = 0; i < requests; i++) await navigator.locks.request('counter', section);
  clearInterval(alive);
}
