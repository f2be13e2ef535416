import { expect, test } from 'vitest';
import { clockShare, describeCircumstances, linuxOnBattery, siblings, throttles } from './circumstances.ts';
import { describeHost } from './host.ts';

/** A sysfs of these files. */
function sysfs(files: Record<string, string>) {
  const read = (path: string) => files[path] ?? null;
  const list = (folder: string) => [
    ...new Set(
      Object.keys(files)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split('/')[0] as string),
    ),
  ];
  return { read, list };
}

const supply = (name: string, attributes: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [`/sys/class/power_supply/${name}/${key}`, `${value}\n`]),
  );
const BATTERY = supply('BAT0', { type: 'Battery', status: 'Discharging', capacity: '80' });
const MOUSE = supply('hidpp_battery_0', { type: 'Battery', scope: 'Device', status: 'Discharging', online: '1' });

test.each([
  ['a desktop tells of no supply', {}, null],
  ['a desktop with a mouse that has a battery', MOUSE, null],
  ['a laptop on its battery', { ...BATTERY, ...supply('AC', { type: 'Mains', online: '0' }) }, true],
  ['a laptop that tells of its battery only', BATTERY, true],
  ['a battery that calls itself online', { ...BATTERY, ...supply('BAT0', { online: '1' }) }, true],
  ['a laptop on its battery, with such a mouse', { ...BATTERY, ...MOUSE }, true],
  ['a laptop on mains', { ...BATTERY, ...supply('AC', { type: 'Mains', online: '1' }) }, false],
  [
    'a laptop on a charger of negotiated voltage',
    { ...BATTERY, ...supply('ucsi', { type: 'USB', online: '2' }) },
    false,
  ],
  ['a full battery', supply('BAT0', { type: 'Battery', status: 'Full' }), false],
  ['a server’s mains alone', supply('AC', { type: 'Mains', online: '1' }), false],
])('on battery: %s', (_, files, expected) => {
  const { read, list } = sysfs(files);
  expect(linuxOnBattery(read, list)).toBe(expected);
});

const cpu = (core: number, path: string) => `/sys/devices/system/cpu/cpu${core}/${path}`;

test('throttles are those of the hottest allowed core', () => {
  const counts = ['3', '41', '700'].map((count, core) => [
    cpu(core, 'thermal_throttle/core_throttle_count'),
    `${count}\n`,
  ]);
  const { read } = sysfs(Object.fromEntries(counts));
  expect(throttles(read, [0, 1])).toBe(41);
  expect(throttles(read, [0, 1, 2])).toBe(700);
  expect(throttles(read, [9])).toBeNull();
  expect(throttles(() => 'not a number', [0])).toBeNull();
});

test('the clock is that of the fastest core, relative to its own highest', () => {
  const { read } = sysfs({
    [cpu(0, 'cpufreq/scaling_cur_freq')]: '800000\n',
    [cpu(0, 'cpufreq/cpuinfo_max_freq')]: '4000000\n',
    [cpu(1, 'cpufreq/scaling_cur_freq')]: '1500000\n',
    [cpu(1, 'cpufreq/cpuinfo_max_freq')]: '3000000\n',
    [cpu(2, 'cpufreq/scaling_cur_freq')]: '2000000\n',
    [cpu(2, 'cpufreq/cpuinfo_max_freq')]: '0\n',
  });
  expect(clockShare(read, [0, 1, 2])).toBe(0.5);
  expect(clockShare(read, [0])).toBe(0.2);
  expect(clockShare(read, [2, 3])).toBeNull();
});

test('siblings are told apart among the allowed cores only', () => {
  const together = ['0,4', '1,5', '2-3', '2-3', '0,4', '1,5'];
  const { read } = sysfs(
    Object.fromEntries(together.map((list, core) => [cpu(core, 'topology/thread_siblings_list'), `${list}\n`])),
  );
  expect(siblings(read, [0, 1, 2, 3, 4, 5])).toEqual([
    [0, 4],
    [1, 5],
    [2, 3],
  ]);
  expect(siblings(read, [0, 1, 2])).toEqual([[0], [1], [2]]);
  expect(siblings(read, [0, 9])).toBeNull();
  expect(siblings(read, [])).toBeNull();
});

test('the circumstances of this host fit together', async () => {
  const host = await describeHost();
  const { load, siblings: together, clockShare: share } = await describeCircumstances(host);
  if (process.platform !== 'win32') expect(load).toBeGreaterThanOrEqual(0);
  if (together !== null) expect(together.flat().toSorted((a, b) => a - b)).toEqual(host.allowedCores);
  if (share !== null) expect(share).toBeGreaterThan(0);
});
