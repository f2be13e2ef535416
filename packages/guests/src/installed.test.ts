import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { installed } from './installed.ts';

test('a package that is there comes with its exports and the version of its own package.json', async () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  // Of these, await-lock and effect hide or nest their package.json, and async-mutex has two entries.
  for (const name of ['await-lock', 'effect', 'async-mutex']) {
    expect(await installed(name, () => import(name)), name).toEqual({
      exported: expect.anything(),
      version: manifest.dependencies[name],
    });
  }
});

test('a package that is not there is absent, and says how to mend that', async () => {
  const name = 'no-such-package';
  expect(await installed(name, () => import(name))).toEqual({
    exported: undefined,
    absent: 'the npm package no-such-package is not installed: run npm ci',
  });
});

test('a package that throws as it loads is absent, without the paths in its words', async () => {
  const load = () => {
    throw new TypeError('in /home/somebody/node_modules');
  };
  expect(await installed('p-limit', load)).toEqual({
    exported: undefined,
    absent: 'the npm package p-limit does not load in this runtime: TypeError',
  });
});
