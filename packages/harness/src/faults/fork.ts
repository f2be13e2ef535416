/** The main thread of a process that makes one fault, says what became of the others, and ends. It loads no strategy. */
import { answerOnce } from '../answer.ts';
import type { FaultSpec } from './spec.ts';
import { tryFault } from './trial.ts';

// Its parent's request to stop is its time limit: killed a moment later, it has no more to say.
answerOnce(async (spec: FaultSpec) => {
  if (spec.folder === null) return tryFault(spec);
  const { tryProcessFault } = await import('./process-trial.ts');
  return tryProcessFault(spec, spec.folder);
});
