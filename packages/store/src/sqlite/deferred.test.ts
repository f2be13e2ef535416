import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remoteConformance } from '@contend/conformance';
import { leased } from '@contend/counter';
import { expect, onTestFinished, test } from 'vitest';
import deferred from './deferred.ts';

await remoteConformance(new URL('./deferred.ts', import.meta.url));

test('who has read before another wrote is refused, has counted nothing, and may begin again', () => {
  const directory = mkdtempSync(join(tmpdir(), 'contend-deferred-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const site = { directory, contenders: 2, url: '', name: '' };
  const store = deferred.make();
  store.prepare(site);
  const first = leased(store.open(site));
  const overtaken = leased(store.open(site), () => {
    if (first.value() === 0) first.increment('');
  });
  expect(() => overtaken.increment('')).toThrow(
    expect.objectContaining({ errstr: 'database is locked', counted: false }),
  );
  expect(overtaken.value()).toBe(1);
  expect(overtaken.increment('')).toBe(2);
  expect(first.value()).toBe(2);
  overtaken.close();
  first.close();
});
