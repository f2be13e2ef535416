import { expect, test } from 'vitest';
import { linuxCaches } from './caches.ts';

test('levels, types and sizes as the kernel names them', () => {
  const files: Record<string, string> = {};
  const caches = [
    ['1', 'Data', '48K'],
    ['1', 'Instruction', '32K'],
    ['2', 'Unified', '2M'],
    ['3', 'Unified', '32768K'],
    ['4', 'Unified', '1G'],
  ];
  caches.forEach(([level, type, size], i) => {
    const folder = `/sys/devices/system/cpu/cpu0/cache/index${i}`;
    Object.assign(files, { [`${folder}/level`]: `${level}\n`, [`${folder}/type`]: `${type}\n` });
    files[`${folder}/size`] = `${size}\n`;
  });
  expect(linuxCaches((path) => files[path] ?? null)).toEqual({
    l1d: 49_152,
    l1i: 32_768,
    l2: 2_097_152,
    l3: 33_554_432,
  });
});

test('a kernel that says nothing: null, not 0', () => {
  expect(linuxCaches(() => null)).toEqual({ l1d: null, l1i: null, l2: null, l3: null });
});
