/** A worker of the tests: waits for a latch. */
import { parentPort, workerData } from 'node:worker_threads';
import { Latch } from './index.ts';

const latch = Latch.from(workerData.latch);
parentPort?.postMessage('waits');
if (workerData.how === 'blocked') latch.wait();
else await latch.waitAsync();
parentPort?.postMessage('goes on');
