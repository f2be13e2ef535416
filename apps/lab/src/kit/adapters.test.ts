/** A “–” is fair only where the adapter leaves out nothing that the package has. */
import { readFileSync } from 'node:fs';
import * as livekit from '@livekit/mutex';
import {
  Barrier,
  LockBox,
  Lock as MatrixLock,
  RWLockWriter as MatrixRWLock,
  Semaphore as MatrixSemaphore,
  Monitor,
} from '@matrixai/async-locks';
import * as rocicorp from '@rocicorp/lock';
import { Lock as Locks } from 'async-await-mutex-lock';
import AsyncLock from 'async-lock';
import * as asyncMutex from 'async-mutex';
import { RWLock } from 'async-rwlock';
import { Sema } from 'async-sema';
import AwaitLock from 'await-lock';
import * as Semaphore from 'effect/Semaphore';
import * as toolkit from 'es-toolkit';
import * as multithreading from 'multithreading';
import mutexify from 'mutexify/promise.js';
import pLimit from 'p-limit';
import Mutex from 'p-mutex';
import ReadWriteLock from 'rwlock';
import makeSemaphore from 'semaphore';
import { expect, it } from 'vitest';
import { fileOf, PACKAGES } from './packages.ts';

/** Something made by a package, or a class of it. */
type Made = object;

const MADE: Record<string, Made[]> = {
  'p-limit': [pLimit(1)],
  'es-toolkit': [toolkit.Mutex, toolkit.Semaphore],
  effect: [Semaphore.makeUnsafe(1)],
  'async-mutex': [asyncMutex, asyncMutex.Mutex, asyncMutex.Semaphore],
  'async-lock': [AsyncLock],
  'async-sema': [Sema],
  mutexify: [mutexify()],
  '@livekit/mutex': [livekit, livekit.Mutex, livekit.MultiMutex],
  semaphore: [makeSemaphore(1)],
  'await-lock': [AwaitLock],
  'async-await-mutex-lock': [Locks],
  '@rocicorp/lock': [rocicorp, rocicorp.Lock, rocicorp.RWLock],
  'p-mutex': [Mutex],
  'async-rwlock': [RWLock],
  rwlock: [new ReadWriteLock()],
  '@matrixai/async-locks': [MatrixLock, MatrixSemaphore, MatrixRWLock, LockBox, Monitor, Barrier],
  multithreading: [
    multithreading.Mutex,
    multithreading.Semaphore,
    multithreading.RwLock,
    multithreading.Condvar,
    multithreading.Barrier,
  ],
  'navigator.locks': [navigator.locks],
};

const INTERNAL = 'not in its declarations, or private there';

/** What no feature asks for, and why. */
const UNASKED: Record<string, Record<string, string>> = {
  'p-limit': { map: 'a shorthand for many sections' },
  effect: {
    withPermits: 'withPermit with a number',
    withPermitsIfAvailable: 'takeIfAvailable around a section',
    takeScoped: 'take in a scope of effects',
    releaseAll: 'all that is held at once',
    releaseUnsafe: INTERNAL,
    free: INTERNAL,
    taken: INTERNAL,
    waiters: INTERNAL,
  },
  'async-mutex': {
    E_TIMEOUT: 'an error',
    E_ALREADY_LOCKED: 'an error',
    E_CANCELED: 'an error',
  },
  'async-sema': { drain: 'takes all permits' },
  semaphore: { firstHere: INTERNAL },
  'async-rwlock': { allowRead: INTERNAL, allowWrite: INTERNAL, pend: INTERNAL },
  rwlock: { async: 'the same with an error first' },
  '@matrixai/async-locks': {
    count: 'those inside and those who wait, together',
    readerCount: 'the same',
    writerCount: 'the same',
    withG: 'withF of a generator',
    withReadG: 'the same',
    withWriteG: 'the same',
    lockMulti: 'lock, one after the other',
    withMultiF: 'the same',
    withMultiG: 'the same',
    unlock: 'what the release does',
    unlockAll: 'the same',
    destroy: 'opens a barrier early',
    checkForDeadlock: INTERNAL,
    insertQueue: INTERNAL,
    processQueue: INTERNAL,
    setPendingLock: INTERNAL,
    unsetPendingLock: INTERNAL,
  },
  multithreading: { blockingRead: 'blockingWrite of the other side', blockingWait: 'wait, for a thread that blocks' },
};

/** Names that a user may call or read, its own and its class's. */
function namesOf(made: Made): string[] {
  const isClass = typeof made === 'function' && /^class\b/.test(Function.prototype.toString.call(made));
  const isOldClass = typeof made === 'function' && !isClass && Object.keys(made.prototype ?? {}).length > 0;
  const named = isClass || isOldClass ? Object.getOwnPropertyNames(made.prototype) : namesIn(made);
  const ofFunctions = ['length', 'name', 'prototype', 'arguments', 'caller'];
  return named.filter((name) => !name.startsWith('_') && name !== 'constructor' && !ofFunctions.includes(name));
}

function namesIn(made: Made): string[] {
  const prototype = Object.getPrototypeOf(made);
  const own = Object.getOwnPropertyNames(made);
  const isPlain = prototype === null || prototype === Object.prototype || prototype === Function.prototype;
  return isPlain ? own : [...own, ...Object.getOwnPropertyNames(prototype)];
}

/** Of the names, those that the adapter does not use. */
function overlooked(source: string, names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => !new RegExp(`\\b${name}\\b`).test(source));
}

it.each(PACKAGES.filter((name) => !name.startsWith('@contend/')))('the adapter of %s uses all that it has', (name) => {
  const made = MADE[name];
  if (made === undefined) throw new Error(`${name} is in no list: add what it makes`);
  const source = readFileSync(new URL(fileOf(name), import.meta.url), 'utf8');
  const names = made.flatMap(namesOf);
  expect(names, 'what it has').not.toEqual([]);
  expect(overlooked(source, names).toSorted()).toEqual(Object.keys(UNASKED[name] ?? {}).toSorted());
});

it('sees a method that an adapter leaves out', () => {
  class Lock {
    acquire() {}
    tryAcquire() {}
  }
  expect(overlooked('lock.acquire()', namesOf(Lock))).toEqual(['tryAcquire']);
});
