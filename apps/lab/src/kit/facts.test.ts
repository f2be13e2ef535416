import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { factsOf } from './facts.ts';

const { devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

it('counts what is installed with a package, and tells whether it brings types', () => {
  // mutexify needs queue-tick, which needs nothing.
  const mutexify = factsOf('mutexify');
  expect(mutexify).toMatchObject({ version: devDependencies.mutexify, license: 'MIT', typed: false, dependencies: 1 });
  expect(mutexify.bytes).toBeGreaterThan(factsOf('queue-tick').bytes);
  expect(factsOf('@rocicorp/lock')).toMatchObject({ typed: true, dependencies: 0 });
});

it('refuses a package that is not installed', () => {
  expect(() => factsOf('no-such-package')).toThrow('the npm package no-such-package is not installed: run npm ci');
});
