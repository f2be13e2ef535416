import { expect, test } from 'vitest';
import { hypervisor, type Signs } from './hypervisor.ts';

const METAL: Signs = {
  platform: 'linux',
  arch: 'x64',
  flags: 'fpu vme sse2',
  virtual: false,
  virtualHost: '',
  manufacturer: 'Dell Inc.',
};

test.each<[string, Partial<Signs>, string | null]>([
  ['hardware', {}, 'no'],
  ['hardware whose kernel log speaks of KVM', { virtual: true, virtualHost: 'KVM' }, 'no'],
  ['a named hypervisor', { flags: 'fpu hypervisor', virtual: true, virtualHost: 'KVM' }, 'KVM'],
  ['a cloud without its hypervisor named', { flags: 'hypervisor', manufacturer: 'Amazon EC2' }, 'Amazon EC2'],
  ['a hypervisor that hides', { flags: 'hypervisor', manufacturer: '' }, 'unknown'],
  ['ARM Linux, where no flag tells', { arch: 'arm64', flags: 'fp asimd' }, null],
  ['ARM Linux in a named machine', { arch: 'arm64', virtual: true, virtualHost: 'QEMU' }, 'QEMU'],
  ['a Mac', { platform: 'darwin', arch: 'arm64', flags: '' }, 'no'],
  ['a Mac in Parallels', { platform: 'darwin', virtual: true, virtualHost: 'Parallels' }, 'Parallels'],
])('%s', (_, signs, name) => {
  expect(hypervisor({ ...METAL, ...signs })).toBe(name);
});
