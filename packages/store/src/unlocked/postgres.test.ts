import { describeWithServer } from '@contend/conformance';
import { REMOTE_CHECKS } from '@contend/conformance/remote';
import { expect, test } from 'vitest';
import strategy from './postgres.ts';

const url = new URL('./postgres.ts', import.meta.url).href;

describeWithServer('postgres', 'unlocked/postgres', (server) => {
  test('contenders lose updates, and the checks see it', async () => {
    const trial = () => ({ url, strategy, contenders: 2, server: server().url });
    // A loss is a matter of chance.
    for (const check of ['exact-count', 'unique-hits'] as const)
      await expect.poll(() => REMOTE_CHECKS[check](trial())).toMatchObject({ check, ok: false });
  });

  test('alone it is exact', async () => {
    const trial = { url, strategy, contenders: 1, server: server().url };
    expect(await REMOTE_CHECKS['exact-count'](trial)).toMatchObject({ ok: true });
  });
});
