import { expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { shortMachineName, shortMachineNames, shortProcessorName } from './machine-name.ts';
import type { Host } from './schema.ts';

const { host } = syntheticRecord({ cells: [] });
const cpu = (vendor: string, model: string, signature: string | null = null): Host['cpu'] => ({
  ...{ vendor, model, signature },
});
const machine = (change: Partial<Host>): Host => ({ ...host, ...change });

test.for<[string, Host['cpu']]>([
  ['EPYC Zen 5', cpu('AMD', 'AMD EPYC', 'family 26 model 2')],
  ['EPYC', cpu('AMD', 'AMD EPYC')],
  ['EPYC 7B12 Zen 2', cpu('AuthenticAMD', 'AMD EPYC 7B12 64-Core Processor', 'family 23 model 49')],
  ['Ryzen 7 5800X Zen 3', cpu('AMD', 'AMD Ryzen 7 5800X 8-Core Processor', 'family 25 model 33')],
  ['EPYC 9R14 Zen 4', cpu('AMD', 'AMD EPYC 9R14', 'family 25 model 17')],
  ['Xeon Platinum 8370C Ice Lake', cpu('Intel', 'Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz', 'family 6 model 106')],
  ['Core i7-13700K Raptor Lake', cpu('Intel', '13th Gen Intel(R) Core(TM) i7-13700K', 'family 6 model 183')],
  ['Xeon', cpu('Intel', 'Intel(R) Xeon(R) Processor @ 2.00GHz', 'family 6 model 85')],
  ['Xeon (Icelake)', cpu('Intel', 'Intel Xeon Processor (Icelake)', 'family 6 model 106')],
  ['Apple M1 Pro', cpu('Apple', 'Apple M1 Pro')],
  ['Neoverse-N1', cpu('ARM', 'Neoverse-N1')],
  ['Unknown processor', cpu('', '')],
])('a processor is called %s', ([name, processor]) => {
  expect(shortProcessorName(processor)).toBe(name);
});

test('a generation is not guessed: not of a shared model, an unknown one, or another maker', () => {
  for (const [vendor, signature] of [
    ['Intel', 'family 6 model 85'],
    ['Intel', 'family 6 model 250'],
    ['AMD', 'family 26 model 250'],
    ['Hygon', 'family 25 model 1'],
    ['AMD', 'family 6 model 106'],
    ['AMD', 'family 25 model 1 '],
  ] as const) {
    expect(shortProcessorName(cpu(vendor, 'Something', signature))).toBe('Something');
  }
});

test('a machine is its processor, the cores it may use and its system', () => {
  const epyc = cpu('AMD', 'AMD EPYC', 'family 25 model 17');
  expect(shortMachineName(machine({ cpu: epyc }))).toBe('EPYC Zen 4, 2 cores, Linux');
  expect(shortMachineName(machine({ cpu: epyc, allowedCores: [3] }))).toBe('EPYC Zen 4, 1 core, Linux');
  const apple = machine({ cpu: cpu('Apple', 'Apple M2'), allowedCores: null, availableParallelism: 8 });
  expect(shortMachineName({ ...apple, os: { ...apple.os, platform: 'darwin' } })).toBe('Apple M2, 8 cores, macOS');
});

test('whatever a record says, a name stays one short line', () => {
  for (const model of ['W'.repeat(200), 'a\nb\u202ec', '__proto__', '(R)(TM)@']) {
    const name = shortMachineName(machine({ cpu: cpu('AMD', model), os: { ...host.os, platform: 'constructor' } }));
    expect(name).toMatch(/^[\w… ]{1,40}, 2 cores, constructor$/);
  }
});

test('machines that share a name are told apart, and the others keep theirs', () => {
  const [milan, genoa] = ['family 25 model 1', 'family 25 model 8'].map((each) => cpu('AMD', 'AMD EPYC', each));
  const names = shortMachineNames(
    new Map([
      ['d', machine({})],
      ['a', machine({ cpu: milan as Host['cpu'] })],
      ['b', machine({ cpu: genoa as Host['cpu'] })],
      ['c', machine({ cpu: genoa as Host['cpu'] })],
    ]),
  );
  expect([...names]).toEqual([
    ['d', 'Imaginary, 2 cores, Linux'],
    ['a', 'EPYC Zen 3, 2 cores, Linux (family 25 model 1, x64)'],
    ['b', 'EPYC Zen 3, 2 cores, Linux (family 25 model 8, x64) #1'],
    ['c', 'EPYC Zen 3, 2 cores, Linux (family 25 model 8, x64) #2'],
  ]);
});
