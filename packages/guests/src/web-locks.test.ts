import { CHECKS, checksOf, crowdsOf } from '@contend/conformance/checks';
import { expect, test } from 'vitest';
import webLocks from './web-locks.ts';

const trial = { url: new URL('./web-locks.ts', import.meta.url).href, strategy: webLocks };

// It promises the same among threads, and Node breaks that in some tries and not in others: `contend run` shows it, and no
// test can rely on either.
for (const contenders of crowdsOf('tasks'))
  for (const name of checksOf(webLocks, 'tasks'))
    test(`${name}: ${contenders} tasks`, async () => {
      const { ok, check, detail } = await CHECKS[name]({ ...trial, world: 'tasks', contenders });
      expect(ok, `${check}: ${detail}`).toBe(true);
    });

test('a thread alone counts right', async () => {
  const finding = await CHECKS['exact-count']({ ...trial, world: 'threads', contenders: 1 });
  expect(finding).toMatchObject({ check: 'exact-count', ok: true });
});
