/** `contend tour`: the story in seven steps. */
import { wholeNumber } from '../cli/flags.ts';
import { interruptible } from '../cli/interrupt.ts';
import { terminal } from '../cli/print.ts';
import { runTour, STEPS } from './tour.ts';

export function tour({ step, json }: { step?: string; json: boolean }): Promise<number> {
  const signal = interruptible(() => {});
  const chosen = step === undefined ? {} : { step: wholeNumber('--step', step, 1, STEPS.length) };
  return runTour({ ...chosen, ...terminal(process.stdout), json, write: (text) => process.stdout.write(text), signal });
}
