import { expect, onTestFinished, test } from 'vitest';
import { AbortError, Latch, TimeoutError } from './index.ts';
import { Actor } from './stage.fixture.ts';

function waiter(latch: Latch, how: 'blocked' | 'async') {
  const actor = new Actor({ latch: latch.share(), how }, './latch.fixture.ts');
  onTestFinished(async () => {
    await actor.worker.terminate();
  });
  return actor;
}

test.each(['blocked', 'async'] as const)('who waits goes on when it was counted down often enough: %s', async (how) => {
  const latch = new Latch(3);
  const waiters = [waiter(latch, how), waiter(latch, how)];
  for (const each of waiters) expect(await each.says()).toBe('waits');
  const mine = latch.waitAsync();
  latch.countDown();
  expect(latch.count).toBe(2);
  expect(() => latch.wait({ timeout: 60 })).toThrow(TimeoutError);
  for (const each of waiters) expect(each.messages).toEqual([]);
  latch.countDown(2);
  for (const each of waiters) expect(await each.says()).toBe('goes on');
  await mine;
  expect(latch.count).toBe(0);
});

test('once open it stays open, however often it is counted down', async () => {
  const latch = new Latch(2, { name: 'ready' });
  latch.countDown(7);
  latch.countDown();
  latch.wait({ timeout: 0 });
  await latch.waitAsync({ timeout: 0 });
  expect([latch.count, latch.name, Latch.from(latch.share()).count]).toEqual([0, 'ready', 0]);
});

test('waiting ends by a time or a signal, and the latch goes on', async () => {
  const latch = new Latch(1, { name: 'ready' });
  await expect(latch.waitAsync({ timeout: 5 })).rejects.toThrow('ready');
  const controller = new AbortController();
  const aborted = latch.waitAsync({ signal: controller.signal });
  const patient = latch.waitAsync({ timeout: 1e6 });
  controller.abort();
  await expect(aborted).rejects.toThrow(AbortError);
  await expect(latch.waitAsync({ signal: controller.signal })).rejects.toThrow(AbortError);
  latch.countDown();
  await patient;
});

test.each([
  ['a count in another type', () => new Latch('3' as never), TypeError, 'count is "3"'],
  ['no count', () => new Latch(0), RangeError, 'give a whole number from 1'],
  ['a step in another type', () => new Latch(1).countDown('1' as never), TypeError, 'by is "1"'],
  ['a step back', () => new Latch(1).countDown(-1), RangeError, 'by is -1'],
  ['a time without its name', () => new Latch(1).wait(5 as never), TypeError, 'options are 5'],
  ['a view that is missing', () => new Latch(1, undefined as never, 0), TypeError, 'give it an Int32Array'],
])('%s: refused in one line that says what to give', (_what, make, type, line) => {
  expect(make).toThrow(type);
  expect(make).toThrow(line);
});
