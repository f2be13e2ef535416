import { expect, test } from 'vitest';
import { compareAndSwap } from './compare-and-swap.ts';
import { etcdLock } from './etcd-lock.ts';
import { explore, judge } from './explore.ts';
import { isOver, moves, type Setting, start } from './moves.ts';
import { properLockfile } from './proper-lockfile.ts';
import type { Condition, Protocol, State } from './protocol.ts';
import { readThenWrite } from './read-then-write.ts';
import { redisSemaphore } from './redis-semaphore.ts';
import { redlock } from './redlock.ts';
import { setNx } from './set-nx.ts';
import { setNxFenced } from './set-nx-fenced.ts';
import { retrace } from './trace.ts';
import { watch } from './watch.ts';

const NO_LIMITS = { states: Infinity, until: Infinity };

function setting(protocol: Protocol, condition: Condition, contenders = 2, increments = 1): Setting {
  return { protocol, condition, contenders, increments };
}

const found = (subject: Setting) => explore(subject, NO_LIMITS).violation;

const everyCase = (protocols: readonly Protocol[]) =>
  protocols.flatMap((protocol) =>
    protocol.conditions.map((condition) => [protocol.title, condition, protocol] as const),
  );

/** The naive way: states alone are one that are equal to the letter, and all of a level are looked at before the next. */
function withoutSymmetry(subject: Setting): { kind: string; steps: number } | undefined {
  const seen = new Set<string>();
  let level = [start(subject)];
  for (let steps = 0; level.length > 0; steps++) {
    for (const state of level) {
      const finding = judge(subject, state);
      if (finding !== undefined) return { kind: finding.kind, steps };
    }
    level = level
      .flatMap((from) => [...moves(subject, from, -1)].map(({ state }) => state))
      .filter((state) => {
        const text = JSON.stringify(state);
        return !seen.has(text) && seen.add(text);
      });
  }
  return undefined;
}

test.each(
  everyCase([
    setNx,
    setNxFenced,
    redisSemaphore,
    properLockfile,
    etcdLock,
    watch,
    compareAndSwap,
    readThenWrite,
    redlock({ servers: 1, life: 2, atOnce: false }),
  ]),
)('%s, %s: who is who decides about nothing', (_title, condition, protocol) => {
  for (const [contenders, increments] of [
    [2, 1],
    [2, 2],
    [3, 1],
  ] as const) {
    const subject = setting(protocol, condition, contenders, increments);
    const violation = found(subject);
    const naive = withoutSymmetry(subject);
    expect(violation && { kind: violation.kind, steps: violation.moves.length }).toEqual(naive);
  }
});

test('which server is which decides about nothing where all are asked at once', () => {
  const protocol = redlock({ servers: 3, life: 2, atOnce: true });
  for (const condition of protocol.conditions)
    for (const increments of [1, 2]) {
      const subject = setting(protocol, condition, 2, increments);
      const violation = found(subject);
      expect(violation && { kind: violation.kind, steps: violation.moves.length }).toEqual(withoutSymmetry(subject));
    }
});

test('a race without a lock has as many schedules as there are ways to shuffle its steps', () => {
  let schedules = 0;
  const walk = (subject: Setting, from: State): void => {
    if (isOver(from)) schedules++;
    else for (const { state } of moves(subject, from, -1)) walk(subject, state);
  };
  for (const [contenders, increments, ways] of [
    [2, 1, 6],
    [2, 2, 70],
    [3, 1, 90],
  ] as const) {
    schedules = 0;
    const subject = setting(readThenWrite, 'any', contenders, increments);
    walk(subject, start(subject));
    expect(schedules).toBe(ways);
  }
});

test('what is found ends in it, step by step, when it is run again', () => {
  const subject = setting(setNx, 'stall');
  const violation = found(subject);
  const trace = retrace(subject, violation?.moves ?? []);
  expect(trace.shows).toEqual([{ kind: 'lost-update', says: '2 hits were acknowledged, and the count is 1' }]);
  expect(trace.steps.map(({ thread, does }) => [trace.threads[thread], does])).toEqual([
    ['contender a', 'SET lock a1 NX PX: OK'],
    ['contender a', 'GET count: 0'],
    ['time', 'time passes: lock runs out'],
    ['contender b', 'SET lock b1 NX PX: OK'],
    ['contender b', 'GET count: 0'],
    ['contender b', 'SET count 1: OK'],
    ['contender b', 'DEL lock if it is b1: 1'],
    ['contender a', 'SET count 1: OK'],
    ['contender a', 'DEL lock if it is a1: 0'],
  ]);
});

test('a lock that nobody ever releases, and that does not run out, is found to stop the others', () => {
  const { steps } = setNx;
  const forgotten: Protocol = {
    ...setNx,
    steps: {
      ...steps,
      acquire: (turn) => {
        const deed = steps.acquire?.(turn) ?? null;
        if (deed !== null && turn.server.keys.lock != null)
          turn.server.keys.lock = { ...turn.server.keys.lock, left: null };
        return deed;
      },
      release: () => ({ does: 'nothing', next: 'acknowledged' }),
    },
  };
  expect(found(setting(forgotten, 'in-time'))?.kind).toBe('endless-spin');
});

test('a limit of states or of time ends it, and it says so', () => {
  const subject = setting(setNxFenced, 'stall');
  expect(explore(subject, { ...NO_LIMITS, states: 5 })).toMatchObject({ complete: false, violation: undefined });
  expect(explore(subject, { ...NO_LIMITS, until: 0 })).toMatchObject({ complete: false, violation: undefined });
});
