import { expect, test } from 'vitest';
import {
  Boundless,
  BreakingLine,
  Careless,
  DeafToLeavers,
  Generous,
  OneAtATime,
  OneTooMany,
  Overtaking,
  Patient,
  ServingCancel,
  SoundSemaphore,
  Unchecked,
  Weightless,
} from './broken/semaphores.ts';
import { SEMAPHORE, semaphore } from './semaphore.ts';
import { brokenBy } from './waiting.ts';

semaphore((permits, options) => new SoundSemaphore(permits, options));

const CAUGHT = {
  'as many permits are taken at once as there are, and no more': OneTooMany,
  'a heavy waiter is not overtaken by lighter ones that come later': Overtaking,
  'one release lets in all for whom it makes room': OneAtATime,
  'who stands behind a heavy waiter that gives up is let in at once': DeafToLeavers,
  'who gives up in the middle of the line leaves the others in their order': BreakingLine,
  'a guard gives back what it took, and once': Generous,
  'permits are given back after a section that throws or rejects': Careless,
  'without waiting only what is there is taken': Patient,
  'all waits are cancelled, with a reason, and nobody is let in by that': ServingCancel,
  'no more wait than it was made for': Boundless,
  'what is no number of permits is refused, and nothing is taken': Unchecked,
} satisfies Record<keyof typeof SEMAPHORE, typeof SoundSemaphore>;

test.for(Object.entries(CAUGHT))('a semaphore that breaks the promise "%s" is caught', async ([promise, Broken]) => {
  expect(await brokenBy(SEMAPHORE, (permits, options) => new Broken(permits, options))).toContain(promise);
});

test('a guard that gives back less than it took is caught', async () => {
  const broken = await brokenBy(SEMAPHORE, (permits, options) => new Weightless(permits, options));
  expect(broken).toContain('a guard gives back what it took, and once');
});
