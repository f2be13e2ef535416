import { NotHeldError, NotRecoverableError } from '@contend/counter/mutex-error';
import { expect, test } from 'vitest';
import { AWAITED, DAMAGED, LOST, lockWord, type Watch } from './lock-word.ts';

const ME = 1;
const OTHER = 2;

/** A word whose calls to the kernel and to its watch are written down; sleeping is what `asleep` does meanwhile. */
function observed({ asleep = () => {}, dead = [] as number[], steal = 0 }: Partial<Plan> = {}) {
  const calls: string[] = [];
  const view = new Int32Array(new SharedArrayBuffer(4));
  let steals = steal;
  const atomics = Object.assign(Object.create(Atomics), {
    compareExchange(words: Int32Array, index: number, expected: number, value: number) {
      // Another thread is quicker.
      if (expected === 0 && words[index] === 0 && steals-- > 0) words[index] = OTHER;
      return Atomics.compareExchange(words, index, expected, value);
    },
    wait(words: Int32Array, index: number, value: number) {
      calls.push(`wait while ${name(value)}`);
      if (words[index] !== value) return 'not-equal';
      return asleep(words) ?? 'ok';
    },
    notify(_words: Int32Array, _index: number, count = Infinity) {
      calls.push(`notify ${count}`);
      return 0;
    },
  });
  const watch: Watch = {
    isDead: (owner) => dead.includes(owner),
    before: (owner) => {
      expect(owner).toBeGreaterThan(0);
      return 7;
    },
    waits: (owner, before) => calls.push(`waits for ${owner}, ${before}`),
    stopsWaiting: () => calls.push('stops waiting'),
    releases: () => calls.push('releases'),
  };
  return { view, calls, word: new (lockWord(atomics))(view, 0, ME, watch, 1) };
}

interface Plan {
  asleep: (words: Int32Array) => 'ok' | 'timed-out' | undefined | void;
  dead: number[];
  steal: number;
}

const name = (word: number) => `${word & ~AWAITED}${word < 0 ? ' awaited' : ''}`;

test('a mutex that nobody else wants is taken and released without a call of the kernel or of its watch', () => {
  const { word, view, calls } = observed();
  for (let i = 0; i < 3; i++) {
    word.lock();
    expect(view[0]).toBe(ME);
    word.unlock();
    expect(view[0]).toBe(0);
  }
  expect(calls).toEqual([]);
});

test('who finds it held says so in the word before it sleeps, takes it as awaited, and wakes one as it releases', () => {
  const { word, view, calls } = observed({
    asleep: (words) => {
      expect(words[0]).toBe(OTHER | AWAITED);
      words[0] = 0;
    },
  });
  view[0] = OTHER;
  word.lock();
  expect(view[0]).toBe(ME | AWAITED);
  word.unlock();
  expect(view[0]).toBe(0);
  expect(calls).toEqual([
    'waits for 2, 7',
    'wait while 2 awaited',
    'stops waiting',
    'releases',
    'releases',
    'notify 1',
  ]);
});

test('who loses a free word to somebody quicker waits for that one', () => {
  let sleeps = 0;
  const { word, view } = observed({
    steal: 3,
    asleep: (words) => {
      sleeps++;
      words[0] = 0;
    },
  });
  word.lock();
  expect(sleeps).toBeGreaterThan(0);
  expect(view[0]).toBe(ME | AWAITED);
});

test('who has waited long enough leaves without the mutex, and the word tells still of others who may wait', () => {
  const { word, view, calls } = observed({ asleep: () => 'timed-out' });
  view[0] = OTHER;
  expect(word.lockSlowly(0)).toBe(false);
  expect(view[0]).toBe(OTHER | AWAITED);
  expect(calls).toEqual(['waits for 2, 7', 'wait while 2 awaited', 'stops waiting']);
});

test('who was woken for nothing announces itself again before it leaves', () => {
  const { word, view } = observed({
    asleep: (words) => {
      if (words[0] !== (OTHER | AWAITED)) return 'timed-out';
      // Released, and a wake-up was spent on this waiter; but a third one was quicker, and knows of nobody.
      words[0] = 3;
      return 'ok';
    },
  });
  view[0] = OTHER;
  expect(word.lockSlowly(0)).toBe(false);
  expect(view[0]).toBe(3 | AWAITED);
});

test('what a dead one holds is taken at once, as damaged and awaited, and stays damaged until it is repaired', () => {
  const { word, view } = observed({ dead: [OTHER] });
  view[0] = OTHER;
  expect(word.tryLock()).toBe(true);
  expect(view[0]).toBe(ME | AWAITED | DAMAGED);
  expect(word.damaged).toBe(true);
  word.unlock();
  expect(view[0]).toBe(DAMAGED);
  word.lock();
  expect(word.damaged).toBe(true);
  word.repair();
  word.unlock();
  expect(view[0]).toBe(0);
});

test('what is lost is refused, and all are woken to hear it', () => {
  const { word, view, calls } = observed();
  word.lock();
  word.abandon();
  expect(calls).toEqual(['notify Infinity']);
  expect(view[0]).toBe(LOST);
  expect(() => word.lock()).toThrow(NotRecoverableError);
  expect(() => word.tryLock()).toThrow(NotRecoverableError);
  expect(() => word.unlock()).toThrow(NotHeldError);
});

test('who does not hold it cannot release it', () => {
  const { word, view } = observed();
  for (const held of [0, OTHER, OTHER | AWAITED, DAMAGED]) {
    view[0] = held;
    expect(() => word.unlock()).toThrow(NotHeldError);
    expect(view[0]).toBe(held);
  }
});

test('sleeps become longer for a holder that stays, and begin anew with another', () => {
  const lengths: number[] = [];
  const view = new Int32Array(new SharedArrayBuffer(4));
  const atomics = Object.assign(Object.create(Atomics), {
    wait(words: Int32Array, index: number, _value: number, ms: number) {
      lengths.push(ms);
      if (lengths.length === 6) words[index] = (OTHER + 1) | AWAITED;
      if (lengths.length === 8) words[index] = 0;
      return 'timed-out';
    },
  });
  const looks: boolean[] = [];
  const watch: Watch = {
    isDead: (_, expired) => looks.push(expired) < 0,
    before: () => undefined,
    waits: () => {},
    stopsWaiting: () => {},
    releases: () => {},
  };
  view[0] = OTHER;
  new (lockWord(atomics))(view, 0, ME, watch, 0).lock();
  expect(lengths).toEqual([50, 100, 200, 400, 400, 400, 50, 100]);
  expect(looks).toEqual([false, true, true, true, true, true, false, true]);
});

test('a wait that is announced while the word is being released does not seem to stand afterwards', () => {
  const view = new Int32Array(new SharedArrayBuffer(4));
  const silent = { isDead: () => false, waits: () => {}, stopsWaiting: () => {} };
  let released = 0;
  const before = () => released;
  const waiter = new (lockWord(Atomics))(view, 0, OTHER, { ...silent, before, releases: () => {} });
  let announced: number | undefined;
  const releases = () => {
    released++;
    if (view[0] === (ME | AWAITED) && waiter.announce(ME | AWAITED, before())) announced = before();
  };
  const holder = new (lockWord(Atomics))(view, 0, ME, { ...silent, before, releases });
  holder.lock();
  expect(waiter.announce(ME, 0)).toBe(true);
  holder.unlock();
  expect(announced).toBe(1);
  expect(released).toBeGreaterThan(announced as number);
});
