/** `contend tour`: the story of a race and its lock in seven steps, each a real run on this machine. */
import { tasksRace } from './1-race.ts';
import { threadsRace } from './2-threads.ts';
import { mutexExact } from './3-mutex.ts';
import { forgottenUnlock } from './4-forgotten-unlock.ts';
import { guardReleases } from './5-guard.ts';
import { skippedLock } from './6-skipped-lock.ts';
import { websiteCounts } from './7-website.ts';
import { runCrew } from './crew.ts';
import { closing, opening, outcome, type Page } from './page.ts';
import { shownCode } from './shown-code.ts';
import { visitSite } from './site.ts';
import type { Step } from './step.ts';

const TOUR: readonly Step<unknown>[] = [
  tasksRace,
  threadsRace,
  mutexExact,
  forgottenUnlock,
  guardReleases,
  skippedLock,
  websiteCounts,
];

export interface TourOptions extends Page {
  /** 1 … 7; every step unless told. */
  step?: number;
  /** One JSON document in place of the text. */
  json: boolean;
  write: (text: string) => void;
  /** Ends the tour, and the threads and processes of the step under way. */
  signal: AbortSignal;
}

const HELD = 0;
const NOT_HELD = 1;
const INTERRUPTED = 130;

/** Number (from 1) and title of each step. */
export const STEPS: readonly { number: number; title: string }[] = TOUR.map(({ title }, i) => ({
  number: i + 1,
  title,
}));

/**
 * Runs the tour, or one step of it.
 *
 * With `json` one document is written: `{ held, partial, steps: [{ step, title, code, measured, held, caption }] }`;
 * `code` is an array of lines, `measured` the step's raw numbers, `partial` true when the tour was interrupted.
 *
 * @returns exit status: 0 every step showed what it claims, 1 one did not, 130 interrupted by the signal
 * @throws RangeError of one line when there is no such step
 */
export const runTour = (options: TourOptions): Promise<number> => walk(TOUR, options);

/** As {@link runTour}, through the given steps. */
export async function walk(steps: readonly Step<unknown>[], options: TourOptions): Promise<number> {
  const { step: only, json, write, signal } = options;
  if (only !== undefined && steps[only - 1] === undefined) {
    throw new RangeError(`there is no step ${only}: give a whole number from 1 to ${steps.length}`);
  }
  const told = [];
  try {
    for (const [i, step] of steps.entries()) {
      const number = i + 1;
      if (only !== undefined && number !== only) continue;
      signal.throwIfAborted();
      const code = await shownCode(step.source);
      if (!json) write(opening(number, steps.length, step.title, step.story, code, options));
      const measured = await step.run(
        (load) => runCrew(step.source, load, signal),
        (counting) => visitSite(step.source, counting, signal),
      );
      const { table, caption, held } = step.tell(measured);
      if (!json) write(outcome({ table, caption, held }, options));
      told.push({ step: number, title: step.title, code, measured, held, caption });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  const notShown = told.filter(({ held }) => !held).map(({ step }) => step);
  const partial = signal.aborted;
  if (json) write(`${JSON.stringify({ held: notShown.length === 0, partial, steps: told }, null, 2)}\n`);
  else if (!partial) write(closing(notShown, told.length, options));
  if (partial) return INTERRUPTED;
  return notShown.length === 0 ? HELD : NOT_HELD;
}
