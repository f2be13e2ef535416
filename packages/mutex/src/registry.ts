/**
 * Who contends: one slot of shared memory for each, by which the others know whether it lives, whom it waits for, and
 * what it says about that.
 *
 * A contender's number is its slot's, plus the number of slots times how many contenders died in the slot before: it
 * tells the slot, and is never given again after a death. A lock word may name its holder for years after its death, in
 * memory that nobody knows of, so "dead" must be readable from the number alone: its slot does not carry it any more. A
 * contender that leaves while it holds nothing and waits for nothing is named nowhere, and its number is free.
 */
import { LINE_BYTES } from '@contend/counter';
import { LOST } from './lock-word.ts';

/** Contenders that live at the same time. */
export const SLOTS = 1023;

/** Words of a slot. The first line of the registry is where the search for a free one begins. */
const NUMBER = 0;
/** How many died in it. */
const DEATHS = 1;
const THREAD = 2;
const PARENT = 3;
const SYSTEM_ID = 4;
const STARTED = 5;
/** Written by its contender alone, each time it begins or ceases to wait; odd while it writes. */
const EDITION = 6;
const WAITS_FOR = 7;
const BEFORE = 8;
/** How often it released a mutex that was waited for. */
const RELEASES = 9;
/** The edition that its words are about, and how many bytes they are. */
const SAID_IN = 10;
const SAID_BYTES = 11;
/** A task's: the number of its thread; 0: this is a thread. */
const HOST = 12;
const SAID = 13;
const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const SLOT = 8 * LINE;
const CLAIMED = -1;

/** Bytes that a contender can say about its wait. */
export const SAYING_BYTES = (SLOT - SAID) * Int32Array.BYTES_PER_ELEMENT;

/** A thread as the system knows it: zeros where that cannot be known. */
export interface SystemThread {
  /** Its number, which the system gives again. */
  id: number;
  /** When it started, in the system's ticks: tells threads of one number apart. */
  started: number;
}

/** A wait as it was read: `edition` changes when it does. */
export interface Edge {
  edition: number;
  waitsFor: number;
  before: number;
}

export class Registry {
  static words = (slots: number) => LINE + slots * SLOT;

  view: Int32Array;
  slots: number;

  constructor(view: Int32Array) {
    this.view = view;
    this.slots = Math.floor((view.length - LINE) / SLOT);
  }

  at(number: number): number {
    return LINE + ((number - 1) % this.slots) * SLOT;
  }

  *all(): Generator<number> {
    for (let slot = 0; slot < this.slots; slot++) {
      const number = Atomics.load(this.view, LINE + slot * SLOT + NUMBER);
      if (number > 0) yield number;
    }
  }

  isListed(number: number): boolean {
    return Atomics.load(this.view, this.at(number) + NUMBER) === number;
  }

  /** The number of the thread that a contender lives on: its own where it is the thread. */
  hostOf = (number: number) => Atomics.load(this.view, this.at(number) + HOST) || number;

  threadOf = (number: number) => Atomics.load(this.view, this.at(number) + THREAD);

  systemThreadOf(number: number): SystemThread {
    const at = this.at(number);
    return { id: Atomics.load(this.view, at + SYSTEM_ID), started: Atomics.load(this.view, at + STARTED) };
  }

  /** @returns the number of a thread that is listed already: by another copy of this package, perhaps */
  find(thread: number): number | undefined {
    for (const number of this.all())
      if (this.hostOf(number) === number && this.threadOf(number) === thread) return number;
    return undefined;
  }

  /** Gives a task of thread `host` a number. @returns undefined: all slots are taken */
  listTask(host: number): number | undefined {
    return this.list(this.threadOf(host), host, this.systemThreadOf(host), host);
  }

  /**
   * Gives a thread a number.
   *
   * @param parent the number of the nearest thread above it that has one, 0: none
   * @returns undefined: all slots are taken
   */
  list(thread: number, parent: number, { id, started }: SystemThread, host = 0): number | undefined {
    const first = Atomics.add(this.view, 0, 1) >>> 0;
    for (let i = 0; i < this.slots; i++) {
      const slot = (first + i) % this.slots;
      const at = LINE + slot * SLOT;
      if (Atomics.compareExchange(this.view, at + NUMBER, 0, CLAIMED) !== 0) continue;
      const number = Atomics.load(this.view, at + DEATHS) * this.slots + slot + 1;
      // After as many deaths as numbers last, a slot stays claimed.
      if (number >= LOST) continue;
      Atomics.store(this.view, at + THREAD, thread);
      Atomics.store(this.view, at + PARENT, parent);
      Atomics.store(this.view, at + HOST, host);
      Atomics.store(this.view, at + SYSTEM_ID, id);
      Atomics.store(this.view, at + STARTED, started);
      Atomics.store(this.view, at + WAITS_FOR, 0);
      // Goes on from where it was, for the number may have been another's: made even where that one died writing.
      Atomics.store(this.view, at + EDITION, (Atomics.load(this.view, at + EDITION) + 1) & ~1);
      Atomics.store(this.view, at + NUMBER, number);
      return number;
    }
    return undefined;
  }

  /** A contender leaves that holds nothing and waits for nothing. */
  leave(number: number): void {
    Atomics.compareExchange(this.view, this.at(number) + NUMBER, number, 0);
  }

  /** A contender has died, and with a thread its tasks and those that it started: none outlives it. */
  strike(number: number): void {
    const at = this.at(number);
    if (!this.isListed(number)) return;
    // Before the slot is free; if somebody strikes it as well, a number is left out.
    Atomics.add(this.view, at + DEATHS, 1);
    if (Atomics.compareExchange(this.view, at + NUMBER, number, 0) !== number) return;
    for (const other of this.all()) if (Atomics.load(this.view, this.at(other) + PARENT) === number) this.strike(other);
  }

  releasesOf = (number: number) => Atomics.load(this.view, this.at(number) + RELEASES);

  countRelease(number: number): void {
    Atomics.add(this.view, this.at(number) + RELEASES, 1);
  }

  /** @returns the edition in which it says so */
  setWait(number: number, waitsFor: number, before: number): number {
    const at = this.at(number);
    Atomics.add(this.view, at + EDITION, 1);
    Atomics.store(this.view, at + WAITS_FOR, waitsFor);
    Atomics.store(this.view, at + BEFORE, before);
    return Atomics.add(this.view, at + EDITION, 1) + 1;
  }

  /** What it waits for; undefined while it waits for nobody, or is writing, or is dead. */
  waitOf(number: number): Edge | undefined {
    const at = this.at(number);
    const edition = Atomics.load(this.view, at + EDITION);
    const waitsFor = Atomics.load(this.view, at + WAITS_FOR);
    const before = Atomics.load(this.view, at + BEFORE);
    if (edition % 2 !== 0 || waitsFor === 0 || !this.isListed(number)) return undefined;
    return Atomics.load(this.view, at + EDITION) === edition ? { edition, waitsFor, before } : undefined;
  }

  /** Says something about its wait of that edition: what does not fit is left out. */
  say(number: number, edition: number, text: string): void {
    const at = this.at(number);
    const bytes = new TextEncoder().encode(text).subarray(0, SAYING_BYTES);
    // Bytes, not words: a view of them is made for the purpose, as this is rare.
    new Uint8Array(this.view.buffer, this.view.byteOffset + 4 * (at + SAID), SAYING_BYTES).set(bytes);
    Atomics.store(this.view, at + SAID_BYTES, bytes.length);
    Atomics.store(this.view, at + SAID_IN, edition);
  }

  /** What it said about its wait of that edition; undefined: nothing yet. */
  saidBy(number: number, edition: number): string | undefined {
    const at = this.at(number);
    if (Atomics.load(this.view, at + SAID_IN) !== edition) return undefined;
    const length = Atomics.load(this.view, at + SAID_BYTES);
    const said = new Uint8Array(this.view.buffer, this.view.byteOffset + 4 * (at + SAID), length).slice();
    return new TextDecoder().decode(said);
  }
}
