import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { DeadlockError, Mutex, RelockError } from './index.ts';

const HERE = /contender\.test\.ts:\d+:\d+$/;

/** Mutexes of these names. */
const named = (...names: string[]) => names.map((name) => new Mutex({ name }));

/** Each contender holds the mutex of its own number, and then wants the next one's. */
async function circle(names: string[]): Promise<PromiseSettledResult<void>[]> {
  const mutexes = named(...names.map((name) => `mutex of ${name}`));
  let arrived = 0;
  const allHold = Promise.withResolvers<void>();
  return Promise.allSettled(
    names.map(async (as, i) => {
      using _mine = await (mutexes[i] as Mutex).lock({ as });
      if (++arrived === names.length) allHold.resolve();
      await allHold.promise;
      using _next = await (mutexes[(i + 1) % names.length] as Mutex).lock({ as });
    }),
  );
}

test.for([[['A', 'B']], [['A', 'B', 'C']], [['A', 'B', 'C', 'D', 'E']]] as const)(
  'a circle of %s is named by the one who closes it, and the others go on',
  async ([names]) => {
    const results = await circle([...names]);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed).toHaveLength(1);
    const error = failed[0]?.reason;
    expect(error).toBeInstanceOf(DeadlockError);
    expect(error).not.toBeInstanceOf(RelockError);
    const last = names.length - 1;
    expect(error.cycle).toEqual(
      names.map((_, i) => {
        const who = (last + i) % names.length;
        return {
          contender: names[who],
          holds: `mutex of ${names[who]}`,
          waitsFor: `mutex of ${names[(who + 1) % names.length]}`,
          at: expect.stringMatching(HERE),
        };
      }),
    );
    expect(structuredClone(error.cycle)).toEqual(error.cycle);
    expect(error.message).toMatch(/^deadlock: .*contender\.test\.ts.*: lock them in the same order everywhere$/);
  },
);

test.for(['lock', 'lockAsync', 'runExclusive'] as const)(
  'who %ss what it holds is told so, and where',
  async (call) => {
    const [mutex] = named('the one');
    const me = { name: 'me' };
    const again = async (mutex: Mutex) => {
      if (call === 'runExclusive') await mutex.runExclusive(() => {}, { as: me });
      else await mutex[call]({ as: me });
    };
    const error = await (mutex as Mutex)
      .runExclusive(() => again(mutex as Mutex), { as: me })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RelockError);
    expect(error).toBeInstanceOf(DeadlockError);
    expect(error).toMatchObject({
      code: 'relock',
      cycle: [{ contender: 'me', holds: 'the one', waitsFor: 'the one', at: expect.stringMatching(HERE) }],
    });
    expect(mutex?.tryLock()).toBeDefined();
  },
);

test('objects of one name are contenders of their own, and strings that are the same are one', async () => {
  const [mutex] = named('the one') as [Mutex];
  using guard = await mutex.lock({ as: { name: 'me' } });
  const other = mutex.lock({ as: { name: 'me' } });
  guard.release();
  (await other).release();
  using _guard = await mutex.lock({ as: 'me' });
  await expect(mutex.lock({ as: 'me' })).rejects.toThrow(RelockError);
});

test('a wait that is no cycle is none: for who waits for nobody, and for who does not say who it is', async () => {
  const [one, two] = named('one', 'two') as [Mutex, Mutex];
  const a = await one.lock({ as: 'A' });
  const b = await two.lock({ as: 'B' });
  const waiting = two.lock({ as: 'A' });
  b.release();
  (await waiting).release();
  a.release();

  const nameless = await one.lock();
  const named2 = await two.lock({ as: 'B' });
  const blocked = one.lock({ as: 'B' });
  const blocking = two.lock();
  nameless.release();
  (await blocked).release();
  named2.release();
  (await blocking).release();
});

test('who gave up waiting is not waiting: no cycle is seen where there is none any more', async () => {
  const [one, two] = named('one', 'two') as [Mutex, Mutex];
  const a = await one.lock({ as: 'A' });
  const b = await two.lock({ as: 'B' });
  await expect(two.lock({ as: 'A', timeout: 1 })).rejects.toMatchObject({ code: 'timeout' });
  const controller = new AbortController();
  const aborted = two.lock({ as: 'A', signal: controller.signal });
  controller.abort();
  await expect(aborted).rejects.toMatchObject({ code: 'abort' });
  const waiting = one.lock({ as: 'B' });
  a.release();
  (await waiting).release();
  b.release();
});

test('who was served or aborted in this very turn waits no more, though it has not run yet', async () => {
  const [one, two] = named('one', 'two') as [Mutex, Mutex];
  const a = await one.lock({ as: 'A' });
  const served = one.lock({ as: 'B' });
  a.release();
  const behind = one.lock({ as: 'C' });
  const b = await served;

  const again = await two.lock({ as: 'A' });
  const controller = new AbortController();
  const aborted = one.lock({ as: 'A', signal: controller.signal });
  controller.abort();
  const waiting = two.lock({ as: 'B' });
  await expect(aborted).rejects.toMatchObject({ code: 'abort' });
  again.release();
  (await waiting).release();
  b.release();
  (await behind).release();
});

test('a contender that waits twice at once is refused', async () => {
  const [one, two] = named('one', 'two') as [Mutex, Mutex];
  const a = await one.lock({ as: 'A' });
  const b = await two.lock({ as: 'B' });
  const waiting = one.lock({ as: 'C' });
  await expect(two.lock({ as: 'C' })).rejects.toThrow('contender C waits for a mutex already');
  a.release();
  (await waiting).release();
  b.release();
  (await two.lock({ as: 'C' })).release();
});

test('the contender may come out of the async context', async () => {
  const request = new AsyncLocalStorage<{ name: string }>();
  const [one, two] = named('one', 'two') as [Mutex, Mutex];
  const lockBoth = async (first: Mutex, second: Mutex) => {
    using _first = await first.lock({ as: request.getStore() });
    await new Promise(setImmediate);
    using _second = await second.lock({ as: request.getStore() });
  };
  const results = await Promise.allSettled([
    request.run({ name: 'request 1' }, () => lockBoth(one, two)),
    request.run({ name: 'request 2' }, () => lockBoth(two, one)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(results[1]).toMatchObject({ reason: { code: 'deadlock' } });
});
