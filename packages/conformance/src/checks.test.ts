import type { Strategy } from '@contend/counter';
import { strategiesOf } from '@contend/counter/declaration';
import { expect, test } from 'vitest';
import { CHECKS, type CheckName, checksOf, type Finding, untilCaught } from './checks.ts';
import { conformance } from './index.ts';
import type { Trial } from './trial.ts';

/** Long enough to contend and leave on a busy machine; trials that hang take all of it. */
const LIMIT_MS = 1_500;
const TRIES = 20;

await conformance(new URL('./sound.ts', import.meta.url));

async function caught(file: string, check: CheckName, options: Partial<Trial> = {}): Promise<Finding> {
  const url = new URL(file, import.meta.url).href;
  const strategy = strategiesOf(await import(url), url)[0] as Strategy;
  const [world] = strategy.promises;
  if (world === undefined) throw new Error(`${file} promises nothing that it could break`);
  return untilCaught(CHECKS[check], { url, strategy, world, contenders: 2, limitMs: LIMIT_MS, ...options }, TRIES);
}

test('a counter that says that it numbers no hits is asked for its count alone', () => {
  const counter = { kind: 'counter', order: 'none' } as Strategy;
  expect(checksOf(counter, 'threads')).toEqual(['exact-count', 'unique-hits']);
  expect(checksOf({ ...counter, numbers: 'none' }, 'threads')).toEqual(['exact-count']);
});

test('a lock that tells readers from writers is asked for what it says of them', () => {
  const lock = { kind: 'lock', order: 'none' } as Strategy;
  const locks = checksOf(lock, 'threads');
  expect(checksOf({ ...lock, reads: 'optimistic' } as Strategy, 'threads')).toEqual([...locks, 'consistent-reads']);
  const shared = { ...lock, reads: 'shared' } as Strategy;
  expect(checksOf(shared, 'threads')).toEqual([...locks, 'consistent-reads', 'readers-together']);
});

test.for([
  ['no-op-lock', 'exact-count', /increments, counted as/],
  ['no-op-lock', 'mutual-exclusion', /times two were inside/],
  ['no-op-lock', 'unique-hits', /numbers given twice/],
  ['leaky-lock', 'mutual-exclusion', /times two were inside/],
  ['repeated-numbers', 'unique-hits', /numbers given twice/],
  ['double-release', 'mutual-exclusion', /times two were inside/],
  ['overtaken-queue', 'fifo', /was taken by comer/],
  ['open-to-readers', 'consistent-reads', /reads, [1-9]\d* of more than one value/],
  ['impatient-writer', 'consistent-reads', /[1-9]\d* times a writer was inside beside another/],
  ['trusting-seqlock', 'consistent-reads', /reads, [1-9]\d* of more than one value/],
  ['forgotten-readers', 'consistent-reads', /[1-9]\d* times a writer was inside beside another/],
] as const)('%s is caught by %s', async ([name, check, detail]) => {
  // Three, for a mutex that is released twice needs one more to come while one waits.
  expect(await caught(`./broken/${name}.ts`, check, { contenders: 3 })).toEqual({
    check,
    ok: false,
    detail: expect.stringMatching(detail),
  });
});

test.for([
  ['forgetful-lock', /^exact-count: no end after 1500 ms of contending; increments so far: \d+, \d+$/],
  ['lossy-actor', /^exact-count: no end after 1500 ms of contending/],
  ['endless-actor', /^exact-count: no end after 1500 ms of the owner ending after stop\(\)/],
] as const)('%s is caught by the time limit', async ([name, detail]) => {
  expect(await caught(`./broken/${name}.ts`, 'exact-count')).toEqual({
    check: 'time-limit',
    ok: false,
    detail: expect.stringMatching(detail),
  });
});

test.for(['lone-readers', 'lone-async-readers'])('%s is caught by the time limit', async (name) => {
  expect(await caught(`./broken/${name}.ts`, 'readers-together')).toEqual({
    check: 'time-limit',
    ok: false,
    detail: expect.stringMatching(
      /^readers-together: no end after 1500 ms of readers waiting for each other inside; times inside so far: (1, 0|0, 1)$/,
    ),
  });
});

test('a section that keeps the lock on an error is caught', async () => {
  const sections = new URL('./broken/careless-sections.ts', import.meta.url).href;
  expect(await caught('./sound.ts', 'release-on-throw', { sections })).toEqual({
    check: 'time-limit',
    ok: false,
    detail: expect.stringMatching(/^release-on-throw: no end/),
  });
});

test('a strategy that throws is caught with its own words', async () => {
  expect(await caught('./broken/crashing-counter.ts', 'exact-count')).toEqual({
    check: 'crashed',
    ok: false,
    detail: expect.stringMatching(/^exact-count: contender \d failed: RangeError: no hundredth hit$/),
  });
});
