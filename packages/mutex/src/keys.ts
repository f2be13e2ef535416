/** A thread's end of a table of keys: how it blocks for one, and how its tasks wait. */
import { atomics } from '@contend/counter/atomics';
import { checkOptions, checkSignal, type Limits } from '@contend/counter/limits';
import { RelockError, TimeoutError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { type Contender, nameOf, TaskWatch } from './contender.ts';
import type { LockOptions } from './core.ts';
import { DeathWatch } from './death-watch.ts';
import { digestOf, type LockKey } from './key-digest.ts';
import { BUCKETS, bucketOf, type Key, type KeyTable, keyTable, type Taken } from './key-table.ts';
import { callerOf, type Entry } from './location.ts';
import { lockWord, type Watch } from './lock-word.ts';
import type { Place } from './place.ts';
import type { Waiter } from './queue.ts';
import { ThreadWatch } from './thread-watch.ts';
import { type Thread, thisThread } from './threads.ts';
import { took } from './trace.ts';
import { Watchers } from './watchers.ts';

const Word = /* @__PURE__ */ lockWord(atomics);
const Table = /* @__PURE__ */ keyTable(atomics);

/** Keys that are held at the same time; whoever wants one more waits. */
export const KEYS = 1000;

/** A key that a contender has. */
export interface HeldKey extends Taken {
  key: LockKey;
  digest: Key;
  keys: Keys;
  /** By the contender's own handle: a task that has given its name has one, and all others their thread's. */
  table: KeyTable;
  watch: Watch;
}

/** A task that waits, and what it gets. */
interface Want {
  digest: Key;
  table: KeyTable;
  watch: Watch;
  taken: Taken | undefined;
}

/** Of one thread: counts its releases, as those do that wait for it. */
class ReleaseWatch extends DeathWatch {
  override releases(): void {
    this.thread.registry.countRelease(this.thread.number);
  }
}

export class Keys {
  name: string;
  thread: Thread;
  /** Of the tasks of this thread, for each key. */
  maxWaiting: number;
  table: KeyTable;
  watch: Watch;
  /** Tasks that wait, by the bells on which their keys are. Made when the first one comes. */
  tasks: (Watchers<Want> | undefined)[] = Array.from({ length: BUCKETS });
  /** Where the keys are that tasks of this thread hold. */
  heldByTasks: Set<number> = new Set();

  constructor({ view, index, name, maxWaiting }: Place) {
    this.name = name;
    this.maxWaiting = maxWaiting;
    this.thread = thisThread();
    this.watch = new ReleaseWatch(this.thread);
    this.table = this.tableOf(view, index, this.thread);
  }

  tableOf(view: Int32Array, index: number, thread: Thread): KeyTable {
    return new Table(new Word(view, index, thread.number, new DeathWatch(thread)), KEYS);
  }

  nameOf(key: LockKey): string {
    return `${this.name}[${key}]`;
  }

  isHeld(digest: Key): boolean {
    return this.table.holderOf(digest, this.watch) !== undefined;
  }

  tryTake(key: LockKey, digest: Key): HeldKey | undefined {
    const { table, watch } = this;
    const taken = table.tryTake(digest, watch, false);
    return taken.at === undefined ? undefined : { ...taken, key, digest, keys: this, table, watch };
  }

  /** Takes a key, blocking the thread. @param entry what the user called */
  take(key: LockKey, timeout: number, entry: Entry): HeldKey {
    const digest = digestOf(key);
    return this.tryTake(key, digest) ?? this.takeSlowly(key, digest, timeout, entry);
  }

  takeSlowly(key: LockKey, digest: Key, timeout: number, entry: Entry): HeldKey {
    const { table, watch } = this;
    const name = this.nameOf(key);
    const waiting = new ThreadWatch(this.thread, name, () => this.isHeldByTask(digest));
    waiting.entry = entry;
    const taken = table.wait(digest, waiting, timeout);
    if (taken === undefined) throw new TimeoutError(timeout, name);
    return { ...taken, key, digest, keys: this, table, watch };
  }

  isHeldByTask(digest: Key): boolean {
    for (const at of this.heldByTasks) if (this.table.isAt(at, digest)) return true;
    return false;
  }

  /** @param entry what the user called */
  async takeAsync(key: LockKey, options: LockOptions = {}, entry: Entry): Promise<HeldKey> {
    checkOptions(options);
    checkSignal(options);
    const { as } = options;
    const digest = digestOf(key);
    const held =
      as === undefined
        ? await this.takeAs(this, key, digest, options)
        : await this.takeNamed(as, key, digest, options, callerOf(entry));
    this.heldByTasks.add(held.at);
    return held;
  }

  /** @param at where it asks */
  async takeNamed(as: Contender, key: LockKey, digest: Key, options: Limits, at: string | undefined): Promise<HeldKey> {
    const name = this.nameOf(key);
    const watch = new TaskWatch(this.thread, name, as, at);
    const table = this.tableOf(this.table.view, this.table.base, watch.thread);
    try {
      if (table.holderOf(digest, watch) === watch.thread.number)
        throw new RelockError({
          contender: nameOf(as),
          holds: name,
          waitsFor: name,
          at: took(watch.thread.number)[name],
        });
      return await this.takeAs({ table, watch }, key, digest, options);
    } catch (error) {
      watch.end();
      throw error;
    }
  }

  async takeAs(
    { table, watch }: { table: KeyTable; watch: Watch },
    key: LockKey,
    digest: Key,
    options: Limits,
  ): Promise<HeldKey> {
    const tasks = this.tasksOf(bucketOf(digest));
    if (tasks.queue.length === 0) {
      const taken = table.tryTake(digest, watch, false);
      if (taken.at !== undefined) return { ...taken, key, digest, keys: this, table, watch };
    }
    this.checkMost(tasks, key, digest);
    const want: Want = { digest, table, watch, taken: undefined };
    const wait = () => tasks.wait(options, want);
    try {
      await (watch instanceof TaskWatch ? watch.during(wait) : wait());
    } catch (error) {
      throw error instanceof TimeoutError ? new TimeoutError(options.timeout as number, this.nameOf(key)) : error;
    } finally {
      watch.stopsWaiting();
    }
    return { ...(want.taken as Taken), key, digest, keys: this, table, watch };
  }

  /** @throws {TooManyWaitersError} */
  checkMost({ queue }: Watchers<Want>, key: LockKey, digest: Key): void {
    if (this.maxWaiting === Infinity) return;
    const id = digest.join();
    let waiting = 0;
    for (const { subject } of queue) if (subject.digest.join() === id) waiting++;
    if (waiting >= this.maxWaiting) throw new TooManyWaitersError(this.maxWaiting, this.nameOf(key));
  }

  tasksOf(bucket: number): Watchers<Want> {
    const { view } = this.table;
    const known = this.tasks[bucket];
    if (known !== undefined) return known;
    const made: Watchers<Want> = new Watchers<Want>(view, this.table.bell(bucket), (expired) =>
      this.serve(made, bucket, expired),
    );
    this.tasks[bucket] = made;
    return made;
  }

  serve({ queue }: Watchers<Want>, bucket: number, expired: boolean): number {
    const seen = this.table.listen(bucket);
    // First come, first served: whoever wants the same comes after.
    const asked = new Set<string>();
    for (const task of [...queue]) {
      const { digest, table, watch } = task.subject;
      const id = digest.join();
      if (asked.has(id)) continue;
      asked.add(id);
      const outcome = table.tryTake(digest, watch, expired);
      if (outcome.at === undefined) {
        if (watch instanceof TaskWatch && outcome.holder !== 0)
          this.accuse(task, watch, outcome.holder, outcome.before);
        continue;
      }
      task.subject.taken = outcome;
      queue.admit(task);
    }
    return seen;
  }

  /** Says whom a task waits for, and looks whether that closes a circle. */
  accuse(task: Waiter<Want>, watch: TaskWatch, holder: number, before: number | undefined): void {
    watch.waits(holder, before as number);
    const { queue } = this.tasksOf(bucketOf(task.subject.digest));
    void watch.look((error) => queue.expel(task, error));
  }

  release({ at, digest, table, watch }: HeldKey): void {
    this.heldByTasks.delete(at);
    table.release(at, digest, watch);
    if (watch instanceof TaskWatch) watch.end();
  }
}
