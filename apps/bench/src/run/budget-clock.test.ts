import { expect, it } from 'vitest';
import { plannedCell } from '../fixtures/planned.ts';
import type { Group } from './blocks.ts';
import { BudgetClock } from './budget-clock.ts';
import { auditMs, blockMs } from './estimate.ts';
import type { Plan } from './plan.ts';
import type { Profile } from './profile.ts';

const BUDGET_MS = 10_000;
const CELLS = [plannedCell('a/a', 1)];
const PLAN: Plan = {
  ...{ profile: { budgetS: BUDGET_MS / 1_000 } as Profile, cells: CELLS, absent: [], workloads: [], forks: undefined },
  ...{ rounds: 5, windowMs: 20, timeLimitMs: 10_000, seed: 1, pin: false, given: {}, hosts: 1 },
};

function clockOf(plan: Plan) {
  const time = { ms: 3_000 };
  return { time, began: time.ms, clock: new BudgetClock(plan, time.ms, () => time.ms) };
}

it('holds a block that took as long as the last one did, to the end of the budget', () => {
  const { time, began, clock } = clockOf(PLAN);
  const group: Group = { cells: CELLS, base: 8, blocks: 2 };
  expect(clock.fits(group)).toBe(true);
  clock.took(group, 4_000);
  time.ms = began + 6_000;
  expect(clock.fits(group)).toBe(true);
  time.ms++;
  expect(clock.fits(group)).toBe(false);
  clock.took(group, 3_000);
  expect(clock.fits(group)).toBe(true);
});

it('leaves the audits, which come but once, out of what the next block will take', () => {
  const { time, began, clock } = clockOf(PLAN);
  const group: Group = { cells: CELLS, base: 8, blocks: 1 };
  const audits = auditMs(PLAN);
  expect(audits).toBeGreaterThan(0);
  clock.took(group, 4_000);
  time.ms = began + 6_000 + audits;
  expect(clock.fits(group)).toBe(true);
  time.ms++;
  expect(clock.fits(group)).toBe(false);
});

it('expects the budget, and what goes beyond it', () => {
  const { time, began, clock } = clockOf(PLAN);
  expect([clock.done(), clock.leftMs()]).toEqual([0, BUDGET_MS]);
  time.ms = began + BUDGET_MS / 4;
  expect([clock.done(), clock.leftMs()]).toEqual([0.25, 0.75 * BUDGET_MS]);
  time.ms = began + 2 * BUDGET_MS;
  expect([clock.done(), clock.leftMs()]).toEqual([0.99, 0]);
});

it('expects a number of forks to take what was planned, or longer where blocks do', () => {
  const plan = { ...PLAN, forks: 4 };
  const { time, began, clock } = clockOf(plan);
  const planned = auditMs(plan) + 4 * blockMs(plan);
  expect(clock.leftMs()).toBe(planned);
  const group: Group = { cells: CELLS, base: 4, blocks: 2 };
  clock.took(group, 10 * blockMs(plan));
  time.ms = began + 20 * blockMs(plan);
  expect(clock.leftMs()).toBeCloseTo(20 * blockMs(plan));
  expect(clock.done()).toBeCloseTo(0.5);
});
