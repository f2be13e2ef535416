/** What the threads of a strategy do while they are explored: the contenders, and for an actor its owner and its host. */
import type { ActorStrategy, CounterStrategy, LockStrategy, Place } from '@contend/counter';
import type { Marks, Program } from './run.ts';
import type { Split } from './splits.ts';

export interface Cast extends Split {
  /** Index of the word that a lock guards. */
  count: number;
  /** Index of the count's copy, where the lock knows readers. */
  copy: number | undefined;
  /** Index of the first of the strategy's own words. */
  base: number;
  /** What the constructors are given for their spin budgets. */
  spins: number;
}

/** Handed over in the place of constructor defaults, which the contract keeps for spin budgets. */
export const budgets = ({ spins }: Cast) => [spins, spins, spins, spins] as const;

export type Made<T> = new (...args: unknown[]) => T;

export function lockProgram(strategy: LockStrategy, cast: Cast, contender: number): Program {
  return ({ atomics, view, memory }) => {
    const Lock = strategy.make(atomics, { memory, world: 'threads' }) as Made<{ lock(): void; unlock(): void }>;
    return (marks) => {
      const lock = new Lock(view, cast.base, contender, cast.contenders, ...budgets(cast));
      return {
        body() {
          for (let i = 0; i < cast.increments; i++) {
            marks.at('enter', i, lock);
            mustBlock(lock.lock(), 'lock()', marks);
            marks.at('section', i, lock);
            const next = ((view[cast.count] as number) + 1) | 0;
            marks.at('section', i, lock, next);
            view[cast.count] = next;
            marks.hit(next);
            marks.at('leave', i, lock);
            mustBlock(lock.unlock(), 'unlock()', marks);
          }
          marks.at('done', cast.increments, lock);
        },
      };
    };
  };
}

export function counterProgram(strategy: CounterStrategy, cast: Cast, contender: number): Program {
  return ({ atomics, view, memory }) => {
    const Counter = strategy.make(atomics, { memory, world: 'threads' }) as Made<{
      increment(): unknown;
      value(): number;
    }>;
    return (marks) => {
      const counter = new Counter(view, cast.base, contender, cast.contenders, ...budgets(cast));
      return { body: () => incrementBy(counter, strategy, cast, marks), value: () => counter.value() };
    };
  };
}

export function clientProgram(strategy: ActorStrategy, cast: Cast, contender: number): Program {
  return ({ atomics, view, memory }) => {
    const { Client } = strategy.make(atomics, { memory, world: 'threads' } satisfies Place);
    const Made = Client as unknown as Made<{ increment(): unknown }>;
    return (marks) => {
      const client = new Made(view, cast.base, contender, cast.contenders, noPort(marks), ...budgets(cast));
      return { body: () => incrementBy(client, strategy, cast, marks) };
    };
  };
}

export function ownerProgram(strategy: ActorStrategy, cast: Cast): Program {
  return ({ atomics, view, memory }) => {
    const { Owner } = strategy.make(atomics, { memory, world: 'threads' } satisfies Place);
    const Made = Owner as unknown as Made<{ serve(): void }>;
    return (marks) => {
      const ports = Array.from({ length: cast.contenders }, () => noPort(marks));
      const owner = new Made(view, cast.base, cast.contenders, ports, ...budgets(cast));
      return {
        body() {
          marks.at('serve', 0, owner);
          mustBlock(owner.serve(), 'serve()', marks);
          marks.at('done', 0, owner);
        },
      };
    };
  };
}

/** Stops the owner from another thread once all clients are done, as the harness does. */
export function hostProgram(strategy: ActorStrategy, cast: Cast): Program {
  return ({ atomics, view, memory }) => {
    const { Owner } = strategy.make(atomics, { memory, world: 'threads' } satisfies Place);
    const Made = Owner as unknown as Made<{ stop(): void; value(): number }>;
    return (marks) => {
      const handle = new Made(view, cast.base, cast.contenders, [], ...budgets(cast));
      return {
        body() {
          marks.at('close', 0, handle);
          marks.whenAllAreDone();
          mustBlock(handle.stop(), 'stop()', marks);
          marks.at('done', 0, handle);
        },
        value: () => handle.value(),
      };
    };
  };
}

function incrementBy(
  counter: { increment(): unknown },
  { numbers }: CounterStrategy | ActorStrategy,
  cast: Cast,
  marks: Marks,
): void {
  for (let i = 0; i < cast.increments; i++) {
    marks.at('enter', i, counter);
    const hit = counter.increment();
    mustBlock(hit, 'increment()', marks);
    if (numbers !== 'none') marks.hit(hit as number);
  }
  marks.at('done', cast.increments, counter);
}

export function mustBlock(returned: unknown, call: string, { refuse }: Marks): void {
  if (!(returned instanceof Promise)) return;
  // The stop that a thread is ended by comes out of an async function as a rejection, which nobody else will handle.
  returned.catch(() => {});
  refuse(`${call} returns a promise: between threads only calls that block can be interleaved`);
}

function noPort({ refuse }: Marks): unknown {
  return new Proxy(
    {},
    {
      get(_target, key) {
        // Whoever lists an owner's fields looks at this one.
        if (key === 'constructor') return undefined;
        return refuse(`it uses port.${String(key)}: when a message arrives cannot be controlled`);
      },
    },
  );
}
