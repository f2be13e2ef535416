import { afterEach, expect, it } from 'vitest';
import { usage, usedSince } from './thread.ts';
import { Usages } from './usages.ts';

const { threadCpuUsage } = process;
afterEach(() => {
  process.threadCpuUsage = threadCpuUsage;
});

function burn(ms: number): void {
  const before = process.threadCpuUsage();
  for (let used = before; used.user + used.system < before.user + before.system + ms * 1_000; )
    used = process.threadCpuUsage();
}

it('counts the CPU time of the calling thread', () => {
  const before = usage();
  burn(2);
  expect(usedSince(before).cpuNs).toBeGreaterThanOrEqual(2e6);
});

it('knows no CPU time where the runtime tells none of a thread', () => {
  Reflect.deleteProperty(process, 'threadCpuUsage');
  const before = usage();
  expect(before.cpuNs).toBeNull();
  expect(usedSince(before).cpuNs).toBeNull();
});

it('adds up what each thread used, window by window', () => {
  const usages = new Usages();
  const used = (cpuNs: number | null) => ({ cpuNs, voluntary: 1, involuntary: 2 });
  usages.add([used(10), used(20)]);
  usages.add([used(1), used(2)]);
  expect(usages.result(null)).toEqual({
    cpuNs: [11, 22],
    contextSwitches: { voluntary: [2, 2], involuntary: [4, 4] },
  });
  expect(usages.result(used(null)).cpuNs).toBeNull();
  usages.add([used(null), used(2)]);
  expect(usages.result(null).cpuNs).toBeNull();
});
