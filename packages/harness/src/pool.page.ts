import type { Pool } from './pool.ts';
import { WebWorkers } from './web-workers.ts';

export const poolOf = (module: URL, threads: number): Pool => new WebWorkers(module, threads);
