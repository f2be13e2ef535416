/** A thread that ends its process once that has lost its parent, whatever its main thread is blocked by. */
import { workerData } from 'node:worker_threads';

const LOOK_MS = 500;
/** Told by the main thread: it may be another one by now. */
const { parent } = workerData as { parent: number };

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, LOOK_MS);
