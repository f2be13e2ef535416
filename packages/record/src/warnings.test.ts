import { expect, test } from 'vitest';
import type { Circumstances } from './circumstances.ts';
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
const CALM: Circumstances = {
  load: 1.9,
  onBattery: false,
  throttles: 0,
  clockShare: 0.9,
  siblings: [0, 1, 2, 3].map((core) => [core, core + 4]),
};
/** One thread of each core, as one who followed the warning's advice allows. */
const ONE_EACH = { allowedCores: [0, 1, 2, 3] };
const ALONE = { siblings: [[0], [1], [2], [3]] };
const codes = (warnings: { code: string }[]) => warnings.map((warning) => warning.code);

test('a quiet machine of one’s own, one thread a core, gives no warning', () => {
  const host = { ...QUIET, threadsPerCore: 1, availableParallelism: 4, ...ONE_EACH };
  expect(hostWarnings(host, { ...CALM, ...ALONE, load: 0.9 }, true)).toEqual([]);
});

test('what is not known is not warned of', () => {
  const host = { ...QUIET, cores: null, threadsPerCore: null, allowedCores: null, governor: null, virtualised: null };
  const unknown = { load: null, onBattery: null, throttles: null, clockShare: null, siblings: null };
  expect(hostWarnings(host, unknown, true)).toEqual([]);
});

test.each([
  ['virtualised', { virtualised: 'KVM' }, {}],
  ['few-cores', { allowedCores: [0, 1, 2] }, { siblings: [[0], [1], [2]], load: 0 }],
  ['few-cores', { allowedCores: [0, 1, 2, 3, 4, 5, 6] }, { load: 0 }],
  ['cpu-quota', { cgroupQuota: 1.5 }, { load: 0 }],
  ['governor', { governor: 'powersave' }, {}],
  ['load', {}, { load: 2.1 }],
  ['battery', {}, { onBattery: true }],
  ['throttled', {}, { throttles: 1 }],
  ['throttled', {}, { clockShare: 0.49 }],
])('%s', (code, host, circumstances) => {
  const warnings = hostWarnings({ ...QUIET, ...host }, { ...CALM, siblings: null, ...circumstances }, true);
  expect(codes(warnings)).toEqual([code]);
  expect(warnings[0]?.mend).toBeTruthy();
  record.shape.warnings.parse(warnings);
});

test('contenders that are not pinned', () => {
  const warnings = hostWarnings(QUIET, { ...CALM, siblings: null }, false);
  expect(codes(warnings)).toEqual(['not-pinned']);
  expect(warnings[0]?.mend).toContain('--no-pin');
});

test('siblings come with the cores to allow instead, after which there is nothing to warn of', () => {
  const [warning, ...others] = hostWarnings(QUIET, CALM, true);
  expect(warning).toMatchObject({ code: 'siblings', mend: 'allow one thread of each: taskset -c 0-3' });
  expect(warning?.message).toContain('the 8 cores that this process may use are threads of 4');
  expect(others).toEqual([]);
  expect(hostWarnings({ ...QUIET, ...ONE_EACH }, { ...CALM, ...ALONE, load: 0.9 }, true)).toEqual([]);
});

test('two siblings allowed of a larger machine are both: few, and siblings', () => {
  const host = { ...QUIET, allowedCores: [1, 5] };
  expect(codes(hostWarnings(host, { ...CALM, load: 0, siblings: [[1, 5]] }, true))).toEqual(['few-cores', 'siblings']);
});

test('a low clock is only held against a governor that would not lower it', () => {
  const circumstances = { ...CALM, siblings: null, clockShare: 0.3 };
  expect(codes(hostWarnings({ ...QUIET, governor: 'schedutil' }, circumstances, true))).toEqual(['governor']);
  expect(codes(hostWarnings({ ...QUIET, governor: null }, circumstances, true))).toEqual([]);
});

test('a host that is throttled now and was before is warned of once, with what is so now', () => {
  const [warning, ...others] = hostWarnings(QUIET, { ...CALM, siblings: null, clockShare: 0.4, throttles: 7 }, true);
  expect(warning?.message).toContain('40 %');
  expect(others).toEqual([]);
});

test('load is set against the cores that this process may use', () => {
  const host = { ...QUIET, cgroupQuota: 2 };
  const circumstances = { ...CALM, siblings: null, load: 0.6 };
  expect(codes(hostWarnings(host, circumstances, true))).toEqual(['cpu-quota', 'load']);
});
