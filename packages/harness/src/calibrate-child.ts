/** A process that pins itself and says how long a step of the work generator takes. */
import { answerOnce } from './answer.ts';
import { pinSelf } from './pin.ts';
import { nsPerStep } from './work.ts';

answerOnce(async ({ core }: { core: number | null }) => {
  if (core !== null) await pinSelf(core);
  return nsPerStep();
});
