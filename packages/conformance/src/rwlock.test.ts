import { expect, test } from 'vitest';
import {
  Boundless,
  Careless,
  Closed,
  DeafToLeavers,
  Forgetful,
  ForReaders,
  ForWriters,
  Gathering,
  Generous,
  OneReader,
  Patient,
  ServingCancel,
  Stepping,
  Upgrading,
} from './broken/rwlocks.ts';
import { SoundRWLock } from './broken/sound-rwlock.ts';
import { RWLOCK, rwlock } from './rwlock.ts';
import { brokenBy } from './waiting.ts';

rwlock((options) => new SoundRWLock(options));

const CAUGHT = {
  'readers read together, and a writer writes alone': [Careless, OneReader],
  'readers that keep coming do not starve a writer': [ForReaders],
  'writers that keep coming do not starve a reader': [ForWriters],
  'readers next to each other in the line go in together, and those behind a writer do not': [Gathering],
  'readers behind a writer that gives up are let in at once': [DeafToLeavers],
  'a guard is released once, and disposed of without an error after that': [Generous],
  'the only reader becomes the writer at once, ahead of who waits; one of two does not': [Upgrading],
  'the writer becomes a reader with no writer in between': [Stepping],
  'the writer that becomes a reader lets in those who wait to read before the next writer': [Closed],
  'it is free again after a section that throws or rejects': [Forgetful],
  'without waiting it is taken if it can be': [Patient],
  'all waits are cancelled, with a reason, and nobody is let in by that': [ServingCancel],
  'no more wait than it was made for': [Boundless],
} satisfies Record<keyof typeof RWLOCK, (typeof SoundRWLock)[]>;

const cases = Object.entries(CAUGHT).flatMap(([promise, locks]) => locks.map((Broken) => [promise, Broken] as const));

test.for(cases)('a lock that breaks the promise "%s" is caught', async ([promise, Broken]) => {
  expect(await brokenBy(RWLOCK, (options) => new Broken(options))).toContain(promise);
});
