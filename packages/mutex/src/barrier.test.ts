import { expect, test } from 'vitest';
import type { Failure, How, What } from './holder.fixture.ts';
import { holder } from './holders.fixture.ts';
import { AbortError, Barrier, BrokenBarrierError, TimeoutError } from './index.ts';
import { rounds } from './rounds.fixture.ts';

const HOWS = ['blocked', 'async'] as const satisfies How[];

const at = (barrier: Barrier): What => ({ kind: 'barrier', of: barrier.share() });

const arrive = (barrier: Barrier, how: How, timeout?: number) => holder(how, at(barrier), timeout ? { timeout } : {});

const waits = (barrier: Barrier, parties: number) => expect.poll(() => barrier.waiting).toBe(parties);

test('nobody goes on before all have come, round after round, threads and tasks', async () => {
  expect(await rounds('barrier')).toBe(0);
});

test('a barrier that lets one go too soon is caught', async () => {
  expect(await rounds('hasty barrier')).toBeGreaterThan(0);
});

test.each(HOWS)('a party that dies while it waits breaks it for all: %s', async (how) => {
  const barrier = new Barrier(4, { name: 'the steps' });
  const [dead, ...others] = [arrive(barrier, how), arrive(barrier, 'blocked'), arrive(barrier, 'async')];
  for (const party of [dead, ...others]) expect(await party?.says()).toBe('asks');
  await waits(barrier, 3);
  await dead?.worker.terminate();
  for (const party of others)
    expect(await party.says<Failure>()).toMatchObject({
      name: 'BrokenBarrierError',
      code: 'broken-barrier',
      message: expect.stringContaining('the steps is broken'),
    });
  expect(() => barrier.wait()).toThrow(BrokenBarrierError);
  await expect(barrier.waitAsync()).rejects.toThrow(BrokenBarrierError);
  expect(barrier.broken).toBe(true);
});

test.each(HOWS)('a party whose time is up breaks it for all, and is told which: %s', async (how) => {
  const barrier = new Barrier(4);
  const patient = [arrive(barrier, 'blocked'), arrive(barrier, 'async')];
  for (const party of patient) expect(await party.says()).toBe('asks');
  await waits(barrier, 2);
  const impatient = arrive(barrier, how, 20);
  expect(await impatient.says()).toBe('asks');
  expect(await impatient.says<Failure>()).toMatchObject({ code: 'timeout' });
  for (const party of patient) expect(await party.says<Failure>()).toMatchObject({ code: 'broken-barrier' });
});

test('so does one that is aborted; one that is aborted already has not come', async () => {
  const barrier = new Barrier(3);
  const controller = new AbortController();
  const other = barrier.waitAsync({ timeout: 1e6 });
  await expect(barrier.waitAsync({ signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  expect([barrier.waiting, barrier.broken]).toEqual([1, false]);
  const aborted = barrier.waitAsync({ signal: controller.signal });
  controller.abort('enough');
  await expect(aborted).rejects.toMatchObject({ code: 'abort', cause: 'enough' });
  await expect(other).rejects.toThrow(BrokenBarrierError);
});

test('the time runs out for a thread that blocks, and one party alone never waits', async () => {
  const barrier = new Barrier(2, { name: 'the steps' });
  expect(() => barrier.wait({ timeout: 0 })).toThrow(TimeoutError);
  expect(barrier.broken).toBe(true);
  const alone = new Barrier(1);
  for (let i = 0; i < 3; i++) {
    alone.wait({ timeout: 0 });
    await alone.waitAsync({ timeout: 0 });
  }
});

test('tasks of one thread are parties like others', async () => {
  const barrier = new Barrier(5);
  const order: string[] = [];
  await Promise.all(
    Array.from({ length: 5 }, async (_, i) => {
      for (let round = 0; round < 20; round++) {
        order.push(`${round}`);
        await barrier.waitAsync();
        if (i === 0) expect(order.length).toBeGreaterThanOrEqual(5 * (round + 1));
      }
    }),
  );
  expect(order).toEqual(order.toSorted((a, b) => Number(a) - Number(b)));
});

test.each([
  ['parties in another type', () => new Barrier('2' as never), TypeError, 'parties is "2"'],
  ['no parties', () => new Barrier(0), RangeError, 'give a whole number from 1 to 4095'],
  ['too many', () => Barrier.words(4096), RangeError, 'give a whole number from 1 to 4095'],
  ['a time without its name', () => new Barrier(1).wait(5 as never), TypeError, 'options are 5'],
  ['too small a view', () => new Barrier(2, new Int32Array(new SharedArrayBuffer(8))), RangeError, 'needs 4 words'],
])('%s: refused in one line that says what to give', (_what, make, type, line) => {
  expect(make).toThrow(type);
  expect(make).toThrow(line);
});
