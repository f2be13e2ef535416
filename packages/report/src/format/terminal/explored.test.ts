import type { Explored } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { renderSummary } from './terminal.ts';

const CLEAR: Explored = {
  verdict: 'no violation',
  reached: { contenders: 3, increments: 2 },
  states: 46,
  source: 'spinlock/tas',
  says: 'every schedule up to 3 contenders × 2 increments: no violation',
};
const RACE: Explored = { ...CLEAR, verdict: 'violation', reached: null, says: 'lost-update: 2 hits were counted as 1' };
const OPEN: Explored = { ...CLEAR, verdict: 'gave up', reached: null, says: 'gave up: too many states' };

function summary(explored: Record<string, Explored>): string {
  const record = syntheticRecord();
  for (const cell of record.cells) cell.explored = explored[cell.strategy] ?? null;
  return renderSummary(record, { columns: 120, colour: false });
}

test('what was explored is told next to the counts, and what was not is not hidden', () => {
  const text = summary({ 'spinlock/tas': CLEAR, 'unlocked/plain': RACE, 'actor/ring': OPEN });
  expect(text).toContain(
    '✓ every schedule of up to 3 contenders × 2 increments explored, no violation: spinlock/tas\n',
  );
  expect(text).toContain('✗ a schedule loses updates: unlocked/plain (threads, tasks) (expected)');
  expect(text).toContain('not explored to the end: actor/ring (npx contend check says why)');
  expect(text).not.toContain('PROMISE BROKEN: actor');
});

test('a violation of a promise is shouted, with what the schedule does', () => {
  const text = summary({ 'spinlock/tas': RACE });
  expect(text).toContain('✗ PROMISE BROKEN: spinlock/tas in threads: lost-update: 2 hits were counted as 1');
});

test('a record whose strategies were not explored says nothing of it', () => {
  expect(summary({})).not.toContain('SCHEDULES');
});

test('a hostile sentence steers no terminal', () => {
  expect(summary({ 'spinlock/tas': { ...RACE, says: '\u001b[2Jgone' } })).not.toContain('\u001b');
});
