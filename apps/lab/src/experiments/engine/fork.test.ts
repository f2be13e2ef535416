import { ask, OWN } from '@contend/harness';
import baseline from '@contend/native/pthread-mutex';
import { expect, it } from 'vitest';
import type { Answer, Question } from './fork.ts';
import { OPERATIONS } from './operations-worker.ts';

it('a process times every operation, and two threads wake each other', async () => {
  const question: Question = { windows: 1, windowMs: 1, cores: [] };
  const asking = { runtime: OWN, timeLimitMs: 50_000, graceMs: 0 };
  const outcome = await ask<Answer>(new URL('./fork.ts', import.meta.url), question, asking);
  if ('died' in outcome) throw new Error(outcome.died);
  const { pinned, ns } = outcome.answer;
  expect(pinned).toBe(false);
  const inC = 'program' in baseline ? [baseline.id] : [];
  expect(Object.keys(ns).sort()).toEqual([...OPERATIONS, ...inC, 'wake-up'].sort());
  expect(Object.values(ns).filter((each) => !(each > 0))).toEqual([]);
});
