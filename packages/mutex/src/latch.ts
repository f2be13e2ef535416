/** The latch: what a user of the package holds in hands. */
import { atomics } from '@contend/counter/atomics';
import { checkOptions, checkSignal, type Limits } from '@contend/counter/limits';
import { TimeoutError } from '@contend/counter/mutex-error';
import { type LatchWord, latchWord } from './latch-word.ts';
import { type Handle, placed, type Where } from './place.ts';
import { Watchers } from './watchers.ts';
import { checkWhole } from './whole.ts';

const Word = /* @__PURE__ */ latchWord(atomics);
const MOST = 2 ** 31 - 1;

/** No name, which a subclass might have for something of its own. */
const CORE: unique symbol = Symbol('core');

interface Core {
  word: LatchWord;
  name: string;
  tasks: Watchers<undefined>;
}

export interface LatchHandle extends Handle {
  count: number;
}

/**
 * Opens once it was counted down as often as it was made for, and stays open: threads and tasks wait until others are
 * done. It belongs to nobody, so that it does not notice who dies before counting: give a `timeout`.
 *
 * @example
 * ```ts
 * const ready = new Latch(4);
 * // four threads: ready.countDown()
 * await ready.waitAsync();
 * ```
 */
export class Latch {
  /** 32-bit words of shared memory that a latch needs. */
  static readonly WORDS = 1;

  /** @internal */
  readonly [CORE]: Core;

  /**
   * @param count how often it is to be counted down, from 1: the same for everybody who shares it
   * @param where nothing or `options`: in shared memory of its own; or `view, index, options`: in a word of `view`, which
   *   begins as 0
   * @throws {TypeError} `count` is no number, or `view` is none over shared memory
   * @throws {RangeError} `count` is no whole number from 1, or `index` is outside `view`
   */
  constructor(count: number, ...where: Where<{ name?: string | undefined }>) {
    checkWhole('count', count, MOST);
    const { view, index, name } = placed('latch', Latch.WORDS, where);
    const word = new Word(view, index, count);
    const tasks = new Watchers<undefined>(view, index, () => {
      const seen = word.load();
      if (word.isOpen(seen)) while (tasks.queue.first !== undefined) tasks.queue.serve();
      return seen;
    });
    this[CORE] = { word, name, tasks };
  }

  /** What another thread makes a latch of that is this one: posted to it, or in its `workerData`. */
  share(): LatchHandle {
    const { word, name } = this[CORE];
    return { count: word.count, view: word.view, index: word.index, name };
  }

  /** @param handle of {@link share}. @throws {TypeError} it is none */
  static from({ count, view, index, name }: LatchHandle): Latch {
    return new Latch(count, view, index, { name });
  }

  /** How errors call it. */
  get name(): string {
    return this[CORE].name;
  }

  /** How often it is still to be counted down: 0 when it is open. */
  get count(): number {
    const { word } = this[CORE];
    return word.count - word.load();
  }

  /**
   * Counts down, and opens it if that was the last time. One that is open stays so.
   *
   * @param by how often at once. @default 1
   * @throws {TypeError} it is no number. @throws {RangeError} it is no whole number from 1
   */
  countDown(by = 1): void {
    checkWhole('by', by, MOST);
    this[CORE].word.countDown(by);
  }

  /**
   * Waits until it is open, blocking the thread.
   *
   * @param options.timeout ms. @default Infinity
   * @throws {TimeoutError} it was not open in time
   * @throws {TypeError} `options` are none
   */
  wait(options?: Pick<Limits, 'timeout'>): void {
    checkOptions(options);
    const { timeout = Infinity } = options ?? {};
    if (!this[CORE].word.wait(timeout)) throw late(timeout, this[CORE]);
  }

  /** Waits until it is open, without blocking the thread. @returns rejects with {@link TimeoutError} or {@link AbortError} */
  async waitAsync(options: Limits = {}): Promise<void> {
    checkOptions(options);
    checkSignal(options);
    const { word, tasks } = this[CORE];
    if (word.isOpen(word.load())) return;
    try {
      await tasks.wait(options, undefined);
    } catch (error) {
      throw error instanceof TimeoutError ? late(options.timeout as number, this[CORE]) : error;
    }
  }
}

const late = (timeout: number, { name }: Core) => new TimeoutError(timeout, name);
