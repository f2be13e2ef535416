import { expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { record } from './schema.ts';
import { hostWarnings } from './warnings.ts';

const QUIET = {
  ...syntheticRecord({ cells: [] }).host,
  cores: 4,
  threadsPerCore: 2,
  availableParallelism: 8,
  allowedCores: [0, 1, 2, 3, 4, 5, 6, 7],
  governor: 'performance',
  virtualised: 'no',
};
const codes = (warnings: { code: string }[]) => warnings.map((warning) => warning.code);

test('a quiet machine of one’s own gives no warning', () => {
  expect(hostWarnings(QUIET, { pinned: true, load: 1.9 })).toEqual([]);
});

test('what is not known is not warned of', () => {
  const host = { ...QUIET, cores: null, threadsPerCore: null, allowedCores: null, governor: null, virtualised: null };
  expect(hostWarnings(host, { pinned: true, load: null })).toEqual([]);
});

test.each([
  ['virtualised', { virtualised: 'KVM' }, {}],
  ['few-cores', { allowedCores: [0, 1, 2, 3, 4, 5, 6] }, {}],
  ['cpu-quota', { cgroupQuota: 1.5 }, {}],
  ['governor', { governor: 'powersave' }, {}],
  ['load', {}, { load: 2.1 }],
  ['not-pinned', {}, { pinned: false }],
])('%s', (code, host, circumstances) => {
  const warnings = hostWarnings({ ...QUIET, ...host }, { pinned: true, load: 0, ...circumstances });
  expect(codes(warnings)).toEqual([code]);
  expect(warnings[0]?.mend).toBeTruthy();
  record.shape.warnings.parse(warnings);
});

test('load is set against the cores that this process may use', () => {
  const host = { ...QUIET, cgroupQuota: 2 };
  expect(codes(hostWarnings(host, { pinned: true, load: 0.6 }))).toEqual(['cpu-quota', 'load']);
});
