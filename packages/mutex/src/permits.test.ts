import { atomics } from '@contend/counter/atomics';
import { NotHeldError, NotRecoverableError } from '@contend/counter/mutex-error';
import { expect, test } from 'vitest';
import { lockWord } from './lock-word.ts';
import { type Permits, type PermitsWatch, permits, permitsWords } from './permits.ts';
import { ALL, type SharedPermits, sharedPermits, WORDS } from './shared-permits.ts';

const Word = lockWord(atomics);
const Semaphore = permits(atomics);
const ReadWrite = sharedPermits(atomics);

/** Contenders of one semaphore, who know who is dead. */
function contenders<P extends Permits>(make: (view: Int32Array, owner: number, watch: PermitsWatch) => P) {
  const dead = new Set<number>();
  const watch: PermitsWatch = {
    isDead: (owner) => dead.has(owner),
    before: () => 0,
    waits: () => {},
    waitsForEach: () => {},
    stopsWaiting: () => {},
    releases: () => {},
  };
  const view = new Int32Array(new SharedArrayBuffer(4 * WORDS));
  const handles = [1, 2, 3, 4].map((owner) => make(view, owner, watch)) as [P, P, P, P];
  return { dead, view, handles };
}

const semaphores = (total: number, Class = Semaphore, entries = total) =>
  contenders((view, owner, watch) => new Class(new Word(view, 0, owner, watch), total, entries, watch));

const readWriters = (Class = ReadWrite) =>
  contenders<SharedPermits>((view, owner, watch) => new Class(new Word(view, 0, owner, watch), watch));

/** Whether one that wants more than there is is overtaken by one that wants less. */
function overtakes(Class: typeof Semaphore): boolean {
  const [holder, heavy, light] = semaphores(2, Class).handles;
  expect(holder.tryTake(1)).toBe(true);
  expect(heavy.wait(2, 1)).toBe(false);
  return light.tryTake(1);
}

/** In the turnstile, as `wait` demands, and there still when its time is up. */
class Patient extends Semaphore {
  override wait(weight: number, timeout: number): boolean {
    return this.enter() && super.wait(weight, timeout);
  }
}

class Barging extends Patient {
  override wait(weight: number, timeout: number): boolean {
    const taken = super.wait(weight, timeout);
    this.leave();
    return taken;
  }
}

test('the head of the line keeps the turnstile, so that nobody overtakes it; who leaves it is overtaken', () => {
  expect(overtakes(Patient)).toBe(false);
  expect(overtakes(Barging)).toBe(true);
});

class Trusting extends Semaphore {
  override strike(): boolean {
    return false;
  }
}

test('who does not look for the dead waits for them, which is caught', () => {
  const recovers = (Class: typeof Semaphore) => {
    const { dead, handles } = semaphores(1, Class);
    handles[0].tryTake(1);
    dead.add(1);
    return handles[1].tryTake(1);
  };
  expect([recovers(Semaphore), recovers(Trusting)]).toEqual([true, false]);
});

test('what the dead hold is free once somebody misses it, and that a holder died is told until it is repaired', () => {
  const { dead, handles } = semaphores(3);
  const [first, second] = handles;
  first.tryTake(3);
  expect(second.tryTake(1)).toBe(false);
  dead.add(1);
  expect(second.free).toBe(0);
  expect(second.tryTake(1)).toBe(true);
  expect([second.free, second.held, second.damaged]).toEqual([2, 1, true]);
  second.repair();
  expect(second.damaged).toBe(false);
});

test('who dies in the turnstile, having said who it is and not yet taken anything, leaves all permits', () => {
  const { dead, view, handles } = semaphores(1);
  const [first, second] = handles;
  first.enter();
  view[3] = 1;
  dead.add(1);
  expect(second.tryTake(1)).toBe(true);
  expect(second.damaged).toBe(false);
});

test('as many hold something as there are entries, and an entry that holds nothing is the next one’s', () => {
  const { view, handles } = semaphores(10, Semaphore, 2);
  const [first, second, third] = handles;
  expect([first.tryTake(1), second.tryTake(1), third.tryTake(1)]).toEqual([true, true, false]);
  expect(first.tryTake(4)).toBe(true);
  first.give(5);
  expect(third.tryTake(1)).toBe(true);
  expect(first.held).toBe(0);
  expect([second.free, view[permitsWords(2)]]).toEqual([8, 0]);
  expect(first.tryTake(1)).toBe(false);
});

test('nobody gives back what it does not hold, and what is lost is given to nobody', () => {
  const [first, second] = semaphores(2).handles;
  first.tryTake(1);
  expect(() => second.give(1)).toThrow(NotHeldError);
  expect(() => first.give(2)).toThrow(NotHeldError);
  first.abandon();
  first.give(1);
  expect(() => second.tryTake(1)).toThrow(NotRecoverableError);
  expect(() => second.wait(1, 5)).toThrow(NotRecoverableError);
});

/** The only reader asks to write when another has looked, and is about to say that it reads. */
function meet(Class: typeof ReadWrite): { writes: boolean; reads: boolean } {
  const [upgrading, coming] = readWriters(Class).handles;
  upgrading.tryTake(1);
  let writes = false;
  const { ownEntry } = coming;
  coming.ownEntry = () => {
    coming.ownEntry = ownEntry;
    writes = upgrading.upgrade();
    return ownEntry.call(coming);
  };
  const reads = coming.tryTake(1);
  return { writes, reads };
}

class Hasty extends ReadWrite {
  override grant(weight: number): boolean {
    return Object.getPrototypeOf(ReadWrite.prototype).grant.call(this, weight);
  }
}

test('a reader that becomes the writer while another comes: one of them fails; without a second look both go in', () => {
  const sound = meet(ReadWrite);
  expect(sound.writes && sound.reads).toBe(false);
  const hasty = meet(Hasty);
  expect(hasty.writes && hasty.reads).toBe(true);
});

test('the only reader becomes the writer; of two, and of one that reads twice, none does', () => {
  const [first, second] = readWriters().handles;
  first.tryTake(1);
  second.tryTake(1);
  expect([first.upgrade(), second.upgrade()]).toEqual([false, false]);
  second.give(1);
  expect(first.takeMore(1)).toBe(true);
  expect(first.upgrade()).toBe(false);
  first.give(1);
  expect(first.upgrade()).toBe(true);
  expect([first.held, second.tryTake(1), second.takeMore(1)]).toEqual([ALL, false, false]);
  first.downgrade();
  expect([first.held, second.tryTake(ALL), second.tryTake(1)]).toEqual([1, false, true]);
});

test('a writer that dies leaves what may be damaged, and a reader does not', () => {
  const { dead, handles } = readWriters();
  const [reader, writer, next] = handles;
  reader.tryTake(1);
  dead.add(1);
  expect(writer.tryTake(ALL)).toBe(true);
  expect(writer.damaged).toBe(false);
  dead.add(2);
  expect(next.tryTake(1)).toBe(true);
  expect(next.damaged).toBe(true);
});
