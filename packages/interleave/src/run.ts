/**
 * A virtual thread is a deterministic function of what its operations returned. So it is resumed by running it again
 * from its start with the recorded results, and stopped at its next operation by an exception that is not its own.
 *
 * (Stateless re-execution, as in Godefroid, "Model Checking for Programming Languages using VeriSoft", POPL 1997.)
 */
import { refusing } from './ambient.ts';
import { describeFields } from './fields.ts';
import { NotCheckable } from './not-checkable.ts';
import { type Operation, type Result, sameOperation } from './operation.ts';
import { type Hooks, operation, type Simulated, simulate } from './simulate.ts';

export interface Step {
  operation: Operation;
  result: Result;
}

/** Where in its program a thread is; in all but `construct` the strategy's own frames begin or end with the phase. */
export type Phase = 'construct' | 'enter' | 'section' | 'leave' | 'torn' | 'serve' | 'close' | 'done';

/** How a program tells where it is. */
export interface Marks {
  /**
   * No frame of the strategy is live here: what happens next depends on the phase, on the fields of the instance and on
   * what the program itself remembers.
   *
   * @param increment how many this contender has finished
   */
  at(phase: Phase, increment: number, instance: object, remembered?: number | string): void;
  /** The contender has got this number. */
  hit(number: number): void;
  /** The contender has read what no writer left behind, and goes no further. */
  torn(says: string): never;
  /** Returns once all contenders are done. */
  whenAllAreDone(): void;
  refuse(why: string): never;
}

/**
 * What one thread does. The first call is the strategy's `make`; the second constructs, before any thread starts; `body` is
 * what is interleaved.
 */
export type Program = (simulated: Simulated) => (marks: Marks) => {
  body(): void;
  /** The count, once everybody is done. Absent: the count is the checker's own word. */
  value?(): number;
};

/** Where a thread stands after it was told its last result. */
export interface Outcome {
  /** Its next operation; undefined when it is done or has thrown. */
  operation: Operation | undefined;
  /** What it threw, or what a reader saw that is torn. */
  error: string | undefined;
  phase: Phase;
  increment: number;
  /** Set where no frame of the strategy is live: all that decides what the thread does from here. */
  joint: string | undefined;
  /** Set in an owner's `serve()`, which it never leaves: most of what decides what it does from here. */
  serving: string | undefined;
  /** Set where frames of the strategy are live: the fields of its instance. */
  fields: string | undefined;
  /** The number it got since its last operation. */
  hit: number | undefined;
  /** Whether it began an increment since its last operation. */
  began: boolean;
  /** The call stack of its next operation. */
  stack: string;
  /** It did something else than it did before, at this place in its history. */
  diverged: number | undefined;
}

/** Far more than any backoff, and soon over. */
const MAX_PAUSES = 100_000;
/** After so many swallowed stops the thread is given answers, whatever they are, to get it to end. */
const PATIENCE = 100;
const STACK_FRAMES = 24;
/** A strategy's calls are seldom deeper, and each frame that is looked at costs. */
const FEW_FRAMES = 8;
/** Steps that tell apart what an owner's call stack and fields do not show: its local variables. */
export const RECENT = 2;
/** Below its frame is only who asked for the run. */
const isRun = (frame: NodeJS.CallSite) =>
  frame.getFunctionName() === 'run' && /run\.[jt]s$/.test(frame.getFileName() ?? '');

/** What a thread that has ended is asked: `answer` for what its `value()` asks of memory; `count` gets the count. */
interface Finish {
  answer(operation: Operation): Result;
  count(count: number): void;
}

/**
 * Runs a thread up to its next operation after `history`.
 *
 * @param finish otherwise the thread is stopped at its next operation
 * @throws {NotCheckable} when it leaves what can be simulated
 */
export type Run = (history: readonly Step[], finish?: Finish) => Outcome;

/**
 * @param length words of the view
 * @param once whether the strategy's `make` is called for the first run alone: an engine optimises the methods of a class
 *   that it has seen before, and of a new one it does not
 */
export function runnerOf(program: Program, length: number, once: boolean): Run {
  // Of the run that is under way.
  const hooks = {} as Hooks;
  const simulated = simulate(hooks, length);
  const shared = new Map<unknown, string>([
    [simulated.view, 'view'],
    [simulated.atomics, 'atomics'],
    [simulated.memory, 'memory'],
  ]);
  let made: ReturnType<Program> | undefined;

  return function run(history, finish) {
    const outcome: Outcome = {
      operation: undefined,
      error: undefined,
      phase: 'construct',
      increment: 0,
      joint: undefined,
      serving: undefined,
      fields: undefined,
      hit: undefined,
      began: false,
      stack: '',
      diverged: undefined,
    };
    let position = 0;
    let problem: string | undefined;
    let stops = 0;
    let pauses = 0;
    let finishing = false;
    let marked: object | undefined;
    const stop: { stack: string | undefined } = { stack: undefined };

    /** The frames between `perform` and the run; undefined when there are more than `most`, but for the last try. */
    function stackOf(holder: { stack: string | undefined }, most: number): string | undefined {
      Error.stackTraceLimit = most;
      Error.captureStackTrace(holder, perform);
      return holder.stack;
    }

    function halt(): Result {
      stops++;
      if (stops > PATIENCE) return stops % 4;
      throw stop;
    }

    function refuse(why: string): never {
      problem ??= why;
      return halt() as never;
    }

    function perform(operation: Operation): Result {
      if (stops > 0) return halt();
      if (finishing) return finish?.answer(operation) ?? 0;
      pauses = 0;
      const step = history[position];
      if (step === undefined) {
        outcome.operation = operation;
        outcome.stack = stackOf(stop, FEW_FRAMES) ?? (stackOf(stop, STACK_FRAMES) as string);
        if (marked !== undefined) outcome.fields = describeFields(marked, shared);
        if (outcome.phase === 'serve') {
          const recent = JSON.stringify([operation, ...history.slice(-RECENT)]);
          outcome.serving = `${outcome.stack} ${recent} ${outcome.fields}`;
        }
        return halt();
      }
      if (!sameOperation(step.operation, operation)) {
        outcome.diverged = position;
        return halt();
      }
      position++;
      outcome.joint = undefined;
      outcome.hit = undefined;
      outcome.began = false;
      return step.result;
    }

    function pause(): undefined {
      if (stops > 0) halt();
      if (++pauses > MAX_PAUSES) refuse('it pauses for ever without looking at memory');
    }

    /** Whoever comes back to the program after the stop has swallowed it. */
    function mustGoOn(): void {
      if (stops === 0) return;
      problem ??= SWALLOWED;
      throw stop;
    }

    Object.assign(hooks, { perform, refuse, pause });
    const marks: Marks = {
      at(phase, increment, instance, remembered) {
        mustGoOn();
        outcome.phase = phase;
        outcome.increment = increment;
        if (phase === 'enter') outcome.began = true;
        marked = instance;
        // Reading the fields costs more than the rest of a run, and only the last place is asked for.
        if (position === history.length)
          outcome.joint = `${phase} ${increment} ${remembered} ${describeFields(instance, shared)}`;
      },
      hit(number) {
        mustGoOn();
        outcome.hit = number;
      },
      torn(says) {
        mustGoOn();
        outcome.phase = 'torn';
        outcome.error = says;
        throw stop;
      },
      whenAllAreDone: () => perform(operation('start', 0)),
      refuse,
    };

    const { stackTraceLimit, prepareStackTrace } = Error;
    refusing.refuse = refuse;
    // Frames as they are, and no more than are asked for: to name them, let alone to map them back through a source map,
    // would take most of the time.
    Error.prepareStackTrace = (_error, frames) => {
      const own = frames.findIndex(isRun);
      if (own < 0 && frames.length < STACK_FRAMES) return undefined;
      return frames
        .slice(0, own < 0 ? frames.length : own)
        .map((frame) => `\n    at ${frame}`)
        .join('');
    };
    try {
      const begin = made ?? program(simulated);
      if (once) made = begin;
      const { body, value } = begin(marks);
      body();
      if (stops === 0 && finish !== undefined && value !== undefined) {
        finishing = true;
        finish.count(value());
      }
      if (stops > 0) problem ??= SWALLOWED;
    } catch (error) {
      if (error !== stop && stops > 0) problem ??= SWALLOWED;
      if (error !== stop) outcome.error = String(error);
    } finally {
      Object.assign(Error, { stackTraceLimit, prepareStackTrace });
    }
    if (stops === 0 && position < history.length) outcome.diverged = position;
    if (stops > PATIENCE) problem ??= SWALLOWED;
    if (problem !== undefined) throw new NotCheckable(problem);
    return outcome;
  };
}

const SWALLOWED =
  'its `catch` swallows the exception by which the checker stops a thread: catch only what it throws itself';
