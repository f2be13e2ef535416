import { describeWithServer } from '@contend/conformance';
import { REMOTE_CHECKS, type RemoteTrial } from '@contend/conformance/remote';
import type { StoreStrategy } from '@contend/counter';
import type { Server } from '@contend/servers';
import { expect, test } from 'vitest';
import eachItsOwn from './each-its-own.ts';
import file from './file.ts';
import redis from './redis.ts';
import sqlite from './sqlite.ts';

/** A loss is a matter of chance, and so may take a few tries. */
const TRIES = 20;

async function caught(check: keyof typeof REMOTE_CHECKS, trial: RemoteTrial): Promise<boolean> {
  for (let i = 0; i < TRIES; i++) if (!(await REMOTE_CHECKS[check](trial)).ok) return true;
  return false;
}

function losesUpdates(name: string, strategy: StoreStrategy, server?: () => Server): void {
  const trial = () => ({
    url: new URL(`./${name}.ts`, import.meta.url).href,
    strategy,
    ...(server && { server: server().url }),
  });

  test(`${name}: contenders lose updates, and the checks see it`, { timeout: 240_000 }, async () => {
    for (const check of ['exact-count', 'unique-hits'] as const)
      expect(await caught(check, { ...trial(), contenders: 2, increments: 2_000 }), check).toBe(true);
  });

  test(`${name}: alone it is exact`, async () => {
    expect(await REMOTE_CHECKS['exact-count']({ ...trial(), contenders: 1 })).toMatchObject({ ok: true });
  });
}

for (const [name, strategy] of Object.entries({ 'each-its-own': eachItsOwn, file, sqlite }))
  losesUpdates(name, strategy);
describeWithServer('redis', 'unlocked/redis', (server) => losesUpdates('redis', redis, server));
