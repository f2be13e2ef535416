/** The other thread of a probe: see threads.ts. */
import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';
import { adapterOf } from './packages.ts';
import type { Errand } from './threads.ts';

const { file, name, handle, board } = workerData as Errand;
const { there } = await import(pathToFileURL(file).href);
// Whoever waits may keep nothing alive.
const alive = setInterval(() => {}, 1_000);
await there({ adapter: await adapterOf(name), handle, board });
clearInterval(alive);
