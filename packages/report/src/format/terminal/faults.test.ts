import type { FaultResult } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { renderSummary } from './terminal.ts';

const FAULT: FaultResult = {
  strategy: 'mutex/robust',
  strategyVersion: '1',
  guest: false,
  world: 'threads',
  contenders: 3,
  runtime: 'node',
  fault: 'terminate',
  outcome: 'recovered',
  expected: 'recovered',
  seconds: 0.1,
  operations: 10,
  observed: 10,
  unknown: null,
  trials: 1,
  alike: 1,
  reason: null,
  reproduce: 'npx contend run --faults',
};

/** The part on faults, up to the first group of figures. */
function shown(faults: FaultResult[] | null): string[] {
  const lines = renderSummary({ ...syntheticRecord(), faults }, { columns: 100, colour: false }).split('\n');
  const start = lines.indexOf('FAULTS');
  return start === -1 ? [] : lines.slice(start + 1, lines.indexOf('', start));
}

test('a summary tells what became of each strategy, and leaves a gap where a fault cannot be made', () => {
  const rows = shown([
    FAULT,
    { ...FAULT, fault: 'forget', outcome: 'stuck' as const, expected: null },
    {
      ...FAULT,
      strategy: 'atomic/add',
    },
  ]);
  expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
    ['threads', 'terminate', 'forget'],
    ['mutex/robust', '✓ recovered', '✗ stuck'],
    ['atomic/add', '✓ recovered', '·'],
  ]);
});

test('an outcome other than stated is a broken promise', () => {
  expect(shown([{ ...FAULT, outcome: 'stuck' }])[0]).toContain(
    'PROMISE BROKEN: mutex/robust in threads, terminate: stuck',
  );
  expect(shown([FAULT]).join()).not.toContain('BROKEN');
  expect(shown([FAULT, { ...FAULT, runtime: 'bun 1.4.5', outcome: 'stuck' }])[0]).toContain(
    'PROMISE BROKEN: mutex/robust in threads of bun 1.4.5, terminate: stuck',
  );
});

test('nothing is said of faults that nobody asked for', () => {
  expect(shown(null)).toEqual([]);
  expect(shown([])).toEqual(['  none was made']);
});
