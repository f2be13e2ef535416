import { type ForkSpec, type ForkVerdict, failed, type runFork } from '@contend/harness';
import { contendersIn } from '@contend/record';
import { describe, expect, it } from 'vitest';
import { NO_SERVERS } from '../fixtures/no-servers.ts';
import { plannedCell } from '../fixtures/planned.ts';
import { Blocks } from './blocks.ts';
import { ClockChecks } from './clock-checks.ts';
import type { Plan, PlannedCell } from './plan.ts';
import type { Profile } from './profile.ts';
import { type Measured, session } from './session.ts';

const BUDGET_MS = 10_000;
const FORK_MS = 100;
const SEED = 7;
const [A1, B1, A2, B2] = [
  plannedCell('a/a', 1),
  plannedCell('b/b', 1),
  plannedCell('a/a', 2),
  plannedCell('b/b', 2, false),
];
const CELLS = [A1, B1, A2, B2];

/** Of a fork, and how long it takes. */
interface Played {
  verdict?: ForkVerdict;
  ms?: number;
  nsPerIncrement?: number;
}

interface Told {
  text: string;
  done: number;
  leftMs: number;
}

/**
 * A session whose forks take no time but the one that they are told to.
 *
 * @param play what comes of the n-th fork, which is of a cell
 */
async function played(
  cells: PlannedCell[],
  plan: Partial<Plan>,
  play: (cell: string, n: number, interrupt: () => void) => Played = () => ({}),
) {
  let time = 5_000;
  const began = time;
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Error('interrupted'));
  const asked: ForkSpec[] = [];
  const limits: number[] = [];
  const told: Told[] = [];
  /** How many forks each cell had, and when, after each block. */
  const saved: { forks: number[]; ms: number }[] = [];
  let ends = 0;
  const name = ({ strategy, contenders }: ForkSpec) => `${strategy} ${contenders}`;
  const fork: typeof runFork = async (spec, { timeLimitMs, signal }) => {
    asked.push(spec);
    limits.push(timeLimitMs);
    const { verdict = 'exact', ms = FORK_MS, nsPerIncrement = 10 } = play(name(spec), asked.length, interrupt);
    time += ms;
    signal?.throwIfAborted();
    const round = { ms: 1, increments: [1e6 / nsPerIncrement], longestGap: 0, overlap: 1 };
    return { ...failed(verdict, 'of the play', false), rounds: [round] };
  };
  const course = {
    plan: {
      ...{ profile: { budgetS: BUDGET_MS / 1_000 } as Profile, cells, absent: [], workloads: [], forks: undefined },
      ...{ rounds: 5, windowMs: 20, timeLimitMs: 10_000, seed: SEED, pin: false, given: {}, hosts: 1, ...plan },
    },
    ...{ clockChecks: new ClockChecks([], fork), now: () => time, began, cores: null, nsPerStep: new Map() },
    progress: {
      show: (text: string, done: number, leftMs: number) => told.push({ text, done, leftMs }),
      say() {},
      end: () => ends++,
    },
    signal: controller.signal,
    servers: NO_SERVERS,
    hosts: undefined,
    afterBlock: (measured: readonly Measured[]) =>
      saved.push({ forks: measured.map(({ forks }) => forks.length), ms: time - began }),
  };
  const running = session(course);
  const measured = await running.finally(() => expect(ends).toBe(1));
  return { measured, asked: asked.map(name), specs: asked, limits, told, saved, tookMs: time - began };
}

const forksOf = (measured: readonly Measured[]) => measured.map(({ forks }) => forks.length);
const blockOf = (n: number, measured: readonly Measured[]) =>
  measured.filter(({ forks }) => forks.some(({ block }) => block === n)).map(({ cell }) => cell.contenders);

describe('a session', () => {
  it('measures block after block, in the order that its seed gives', async () => {
    const { measured, asked } = await played(CELLS, { forks: 3 });
    const blocks = new Blocks(CELLS, SEED, 3);
    const expected: string[] = [];
    for (let group = blocks.nextOfBase(); group !== undefined; group = blocks.nextOfBase()) {
      expected.push(...blocks.order(group).map(({ entry, contenders }) => `${entry.id} ${contenders}`));
      group.blocks++;
    }
    expect(asked).toEqual(expected);
    expect(forksOf(measured)).toEqual([3, 3, 3, 3]);
    // A block is a group's: what competes in it was measured one after the other.
    for (let n = 0; n < 6; n++) expect(new Set(blockOf(n, measured)).size).toBe(1);
    for (const { forks } of measured) {
      const times = forks.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(times).size).toBe(3);
    }
  });

  it('audits each cell’s first fork alone, and lets the negative control go on until it loses', async () => {
    const { specs } = await played(CELLS, { forks: 2 });
    const of = (id: string, contenders: number) =>
      specs
        .filter((spec) => spec.strategy === id && spec.contenders === contenders)
        .map(({ audit, untilLoss }) => ({ audit, untilLoss }));
    const audited = [
      { audit: true, untilLoss: false },
      { audit: false, untilLoss: false },
    ];
    expect(of('a/a', 1)).toEqual(audited);
    expect(of('a/a', 2)).toEqual(audited);
    expect(of('b/b', 2)).toEqual([
      { audit: true, untilLoss: true },
      { audit: false, untilLoss: false },
    ]);
  });

  it('gives a fork the time limit, and more for threads that it has to start', async () => {
    const { limits } = await played([plannedCell('a/a', 100)], { forks: 1, timeLimitMs: 3_000 });
    expect(limits[0]).toBeGreaterThan(3_000 + 100);
    const tasks = { ...plannedCell('a/a', 100), world: 'tasks' as const };
    expect((await played([tasks], { forks: 1, timeLimitMs: 3_000 })).limits).toEqual([3_000]);
  });

  it('fills the budget, and begins no block that would end after it', async () => {
    const { saved, tookMs } = await played([A1, B1], {});
    expect(tookMs).toBeLessThanOrEqual(BUDGET_MS);
    expect(tookMs).toBeGreaterThan(BUDGET_MS - 2 * 2 * FORK_MS);
    expect(saved.length).toBeGreaterThan(8);
  });

  it('measures everything once, however small the budget', async () => {
    const { measured } = await played(CELLS, {}, () => ({ ms: 2 * BUDGET_MS }));
    expect(forksOf(measured)).toEqual([1, 1, 1, 1]);
  });

  it('does as many forks as it was told to, whatever the budget', async () => {
    const { measured, tookMs } = await played([A1, B1], { forks: 4 }, () => ({ ms: BUDGET_MS }));
    expect(forksOf(measured)).toEqual([4, 4]);
    expect(tookMs).toBe(8 * BUDGET_MS);
  });

  it('gives every group what it needs to be told apart, and then the rest to the noisiest', async () => {
    const noise = [10, 13, 7, 11];
    const { saved, measured } = await played([A1, A2], {}, (cell, n) =>
      cell === 'a/a 2' ? { nsPerIncrement: noise[n % noise.length] as number } : {},
    );
    const base = 8;
    const atBase = saved.find(({ forks }) => forks.every((n) => n >= base));
    expect(atBase?.forks).toEqual([base, base]);
    const [steady, noisy] = forksOf(measured) as [number, number];
    expect(steady).toBe(base);
    expect(noisy).toBeGreaterThan(base);
  });

  it.each<ForkVerdict>(['deadlock', 'time-limit', 'crashed', 'rejected'])(
    'does not measure a cell again whose verdict was %s',
    async (verdict) => {
      const { measured, tookMs } = await played([A1, B1], {}, (cell) => (cell === 'b/b 1' ? { verdict } : {}));
      const [a, b] = forksOf(measured) as [number, number];
      expect(b).toBe(1);
      expect(a).toBeGreaterThan(8);
      expect(tookMs).toBeGreaterThan(BUDGET_MS - 2 * FORK_MS);
    },
  );

  it('measures a cell again whose count was wrong: how often it is, is the question', async () => {
    const { measured } = await played([A1], { forks: 3 }, () => ({ verdict: 'lost-updates' }));
    expect(forksOf(measured)).toEqual([3]);
  });

  it('ends when every cell has shown what it does', async () => {
    const { measured, tookMs } = await played(CELLS, {}, () => ({ verdict: 'crashed' }));
    expect(forksOf(measured)).toEqual([1, 1, 1, 1]);
    expect(tookMs).toBe(4 * FORK_MS);
  });

  it('keeps what was measured when it is interrupted in the middle of a block', async () => {
    const { measured, asked, saved } = await played([A1, B1], { forks: 5 }, (_cell, n, interrupt) => {
      if (n === 4) interrupt();
      return {};
    });
    expect(asked).toHaveLength(4);
    expect(forksOf(measured).toSorted()).toEqual([1, 2]);
    expect(saved).toHaveLength(1);
  });

  it('does not take a failure for an interruption', async () => {
    const failing = played([A1], { forks: 1 }, () => {
      throw new Error('no process to be had');
    });
    await expect(failing).rejects.toThrow('no process to be had');
  });

  it('hands over all that was measured after each block', async () => {
    const { saved } = await played([A1, B1], { forks: 3 });
    expect(saved).toEqual([1, 2, 3].map((n) => ({ forks: [n, n], ms: n * 2 * FORK_MS })));
  });

  it('says before each fork which it is, how much is done and how much time is left', async () => {
    const { told, asked, tookMs } = await played([A1, B1], { forks: 3 });
    expect(told.map(({ text }) => text)).toEqual(
      asked.map((cell, i) => {
        const [id, contenders] = cell.split(' ');
        return `fork ${1 + Math.floor(i / 2)}: ${id}, ${contendersIn('threads', Number(contenders))}, hot`;
      }),
    );
    const done = told.map((each) => each.done);
    expect(done[0]).toBe(0);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBeLessThan(1);
    for (const [i, { done, leftMs }] of told.entries()) {
      expect(leftMs / (leftMs + i * FORK_MS)).toBeCloseTo(1 - done);
      expect(leftMs).toBeGreaterThanOrEqual(tookMs - i * FORK_MS);
    }
  });
});
