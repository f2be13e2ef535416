/**
 * Sources of non-determinism that a strategy could reach for: while it is explored, each of them refuses by name,
 * because a thread that is run again must do the same again.
 */
import { NotCheckable } from './not-checkable.ts';

type Refuse = (why: string) => never;

const CLOCKS_AND_DICE: readonly [name: string, owner: object, key: string][] = [
  ['Date.now', Date, 'now'],
  ['Date', globalThis, 'Date'],
  ['performance.now', performance, 'now'],
  ['process.hrtime', process, 'hrtime'],
  ['Math.random', Math, 'random'],
  ['crypto.getRandomValues', crypto, 'getRandomValues'],
  ['crypto.randomUUID', crypto, 'randomUUID'],
];

/** Turns of the event loop that the explorer of tasks has not given out itself. */
const TIMERS: readonly [name: string, owner: object, key: string][] = [
  ['setTimeout', globalThis, 'setTimeout'],
  ['setInterval', globalThis, 'setInterval'],
  ['setImmediate', globalThis, 'setImmediate'],
  ['process.nextTick', process, 'nextTick'],
];

/** ms; for the checker's own use while the strategy has none. */
export const now = performance.now.bind(performance);

/** How the strategy that runs now is refused: set by whoever runs it. */
export const refusing: { refuse: Refuse } = {
  refuse(why) {
    throw new NotCheckable(why);
  },
};

/** Puts refusals in the place of clocks, dice and timers; returns how to put everything back. */
export function withhold(): () => void {
  const withheld = [...CLOCKS_AND_DICE, ...TIMERS].map(([name, owner, key]) => {
    const own = Object.getOwnPropertyDescriptor(owner, key);
    Object.defineProperty(owner, key, {
      value: refusal(name),
      configurable: true,
      writable: true,
    });
    return { owner, key, own };
  });
  return () => {
    for (const { owner, key, own } of withheld) {
      if (own === undefined) Reflect.deleteProperty(owner, key);
      else Object.defineProperty(owner, key, own);
    }
  };
}

/** Refuses as a function, as a constructor and as the owner of further methods (`process.hrtime.bigint`). */
function refusal(name: string): unknown {
  const refuse = (used: string) =>
    refusing.refuse(`it uses ${used}, which answers differently each time, so no schedule can be run again`);
  return new Proxy(class {}, {
    get: (_target, key) => refuse(`${name}.${String(key)}`),
    apply: () => refuse(name),
    construct: () => refuse(name),
  });
}
