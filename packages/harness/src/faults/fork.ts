/** The main thread of a process that makes one fault, says what became of the others, and ends. It loads no strategy. */
import type { FaultSpec } from './spec.ts';
import { tryFault } from './trial.ts';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.once('message', async (spec: FaultSpec) => {
  // Its parent's request to stop is its time limit: killed a moment later, it has no more to say.
  const report = await tryFault(spec);
  process.send?.(report, () => process.exit());
});
