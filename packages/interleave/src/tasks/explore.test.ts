import { expect, test } from 'vitest';
import { check } from '../../test/check.fixture.ts';
import { load } from '../../test/load.fixture.ts';
import promiseMutants from '../../test/mutants/promise-queue.ts';
import sharedMutants from '../../test/mutants/shared-queue.ts';
import { declareAsync } from '../../test/sound/declare.ts';
import promiseQueue, { PromiseQueue } from '../../test/sound/promise-queue.ts';
import sharedQueue from '../../test/sound/shared-queue.ts';
import { DEFAULTS } from '../climb.ts';
import type { TaskStrategy } from './contenders.ts';
import { sceneOf } from './contenders.ts';
import { everyRun, exploreTasks } from './explore.ts';
import { judgeLog } from './judge.ts';

async function schedules(strategy: TaskStrategy, contenders: number, increments: number, pace: 'await' | 'tight') {
  const seen: string[] = [];
  for await (const { turns } of everyRun(sceneOf(strategy, { contenders, increments, readers: 0 }, pace), 0))
    seen.push(turns.map(({ task }) => task).join(''));
  return seen;
}

test('all orders of arrivals come, none twice, and contenders that have not begun count as one', async () => {
  const add = (await load('atomic/src/add.ts')) as TaskStrategy;
  // One turn each: 3 contenders that are alike have one order.
  expect(await schedules(add, 3, 1, 'await')).toEqual(['012']);
  // Two turns each: 4! / (2! 2!) = 6 orders, half of them with the names exchanged.
  expect((await schedules(add, 2, 2, 'await')).sort()).toEqual(['0011', '0101', '0110']);
});

test('told apart, contenders that have not begun make more schedules and no other verdict', async () => {
  const alone = [promiseQueue, ...promiseMutants.map(({ strategy }) => strategy as TaskStrategy)];
  const knowing = [sharedQueue, ...sharedMutants.map(({ strategy }) => strategy as TaskStrategy)];
  const subjects = [
    ...alone.flatMap((strategy) => [2, 3].map((contenders) => [strategy, contenders, 0] as const)),
    ...knowing.flatMap((strategy) => [0, 1, 2, 3].map((readers) => [strategy, 3, readers] as const)),
  ];
  for (const [strategy, contenders, readers] of subjects) {
    const bound = { contenders, increments: 1, readers };
    const explored = async (alike: boolean) => {
      const kinds = new Set<string>();
      let schedules = 0;
      for (const pace of ['tight', 'await'] as const)
        for await (const { log } of everyRun(sceneOf(strategy, bound, pace, alike), 1)) {
          schedules++;
          for (const { kind } of judgeLog(log, strategy, bound)) kinds.add(kind);
        }
      return { schedules, kinds: [...kinds].sort() };
    };
    const [alike, apart] = [await explored(true), await explored(false)];
    expect(apart.kinds, `${strategy.id} with ${readers}`).toEqual(alike.kinds);
    expect(apart.schedules).toBeGreaterThan(alike.schedules);
  }
});

test('a contender that waits for the lock gets no turn before it has it', async () => {
  // Begin (0 or 1), write (the same turn of whoever is inside): after both began, only the holder can go on.
  expect((await schedules(promiseQueue, 2, 1, 'tight')).sort()).toEqual(['0011', '0101']);
});

test('tasks that await between reading and writing lose updates', async () => {
  const plain = await load('unlocked/src/plain.ts');
  const { verdict, violations, promised } = await check(plain, { world: 'tasks' });
  expect([verdict, promised]).toEqual(['violation', false]);
  expect(violations[0]?.kind).toBe('lost-update');
  expect(violations[0]?.trace.steps.length).toBeGreaterThan(0);
});

test('asking again at once finds what awaiting a turn first cannot', async () => {
  const careless = declareAsync(
    'test/opens-for-a-microtask',
    () =>
      class extends PromiseQueue {
        override release() {
          this.held = false;
          const enter = this.waiters.shift();
          if (enter === undefined) return;
          enter();
          // Held again before anybody else's turn, but not before the one who released has asked again.
          Promise.resolve().then(() => {
            this.held = true;
          });
        }
      },
  );
  const outcome = await exploreTasks(careless, { contenders: 2, increments: 2, readers: 0 }, DEFAULTS, Infinity);
  expect(outcome.violations[0]).toMatchObject({ kind: 'overlap', token: expect.stringContaining('.tight.') });
});

test('a promise that rejects is told as an error of its contender', async () => {
  const rejecting = declareAsync(
    'test/rejecting',
    () =>
      class extends PromiseQueue {
        override async acquire() {
          if (this.held) throw new Error('busy');
          this.held = true;
        }
      },
  );
  const { violations } = await check(rejecting);
  expect(violations[0]).toMatchObject({ kind: 'throws', says: expect.stringContaining('busy') });
});

test('a trace says where in the source each step of a lock of tasks is, and nothing where that cannot be seen', async () => {
  const [mutant] = promiseMutants;
  const { violations } = await check(mutant?.strategy as TaskStrategy, { world: 'tasks' });
  const steps = violations[0]?.trace.steps ?? [];
  const sites = new Map(steps.map(({ does, file, line }) => [does.replace(/: \d+$/, ''), `${file}:${line}`]));
  expect(sites.get('acquires at once')).toMatch(/^promise-queue\.ts:\d+$/);
  expect(sites.get('acquires: a promise')).toMatch(/^promise-queue\.ts:\d+$/);
  expect(sites.get('acquires at once')).not.toBe(sites.get('acquires: a promise'));
  expect(sites.get('write the count')).toMatch(/^promise-queue\.ts:\d+$/);
  // The section is the checker's own.
  expect(sites.get('read the count')).toBe('null:null');
});

test('a lock with private names, which no stand-in has, is traced all the same', async () => {
  const hidden = declareAsync(
    'fixture/private',
    () =>
      class {
        #held = 0;
        acquire() {
          this.#held++;
        }
        release() {
          this.#held--;
        }
      },
    'none',
  );
  const { violations } = await check(hidden, { world: 'tasks' });
  expect(violations[0]?.kind).toBe('overlap');
  expect(violations[0]?.trace.steps.map(({ file }) => file)).toContain(null);
  expect(violations[0]?.trace.steps.every(({ line }) => line === null)).toBe(true);
});
