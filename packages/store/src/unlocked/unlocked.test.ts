import { REMOTE_CHECKS, type RemoteTrial } from '@contend/conformance/remote';
import { expect, test } from 'vitest';
import eachItsOwn from './each-its-own.ts';
import file from './file.ts';
import sqlite from './sqlite.ts';

/** A loss is a matter of chance, and so may take a few tries. */
const TRIES = 20;

async function caught(check: keyof typeof REMOTE_CHECKS, trial: RemoteTrial): Promise<boolean> {
  for (let i = 0; i < TRIES; i++) if (!(await REMOTE_CHECKS[check](trial)).ok) return true;
  return false;
}

for (const [name, strategy] of Object.entries({ 'each-its-own': eachItsOwn, file, sqlite }))
  test(`${name}: processes lose updates, and the checks see it`, { timeout: 240_000 }, async () => {
    const url = new URL(`./${name}.ts`, import.meta.url).href;
    for (const check of ['exact-count', 'unique-hits'] as const)
      expect(await caught(check, { url, strategy, contenders: 2, increments: 2_000 }), check).toBe(true);
  });

test('alone each is exact', async () => {
  for (const [name, strategy] of Object.entries({ 'each-its-own': eachItsOwn, file, sqlite })) {
    const url = new URL(`./${name}.ts`, import.meta.url).href;
    expect(await REMOTE_CHECKS['exact-count']({ url, strategy, contenders: 1 })).toMatchObject({ ok: true });
  }
});
