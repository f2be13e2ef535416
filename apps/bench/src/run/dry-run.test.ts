import type { Host } from '@contend/record';
import { expect, it } from 'vitest';
import { plannedCell } from '../fixtures/planned.ts';
import { planLines } from './dry-run.ts';
import type { Plan } from './plan.ts';
import type { Prepared } from './prepare.ts';
import { PROFILES } from './profile.ts';

const cpu = { vendor: 'AMD', model: 'EPYC', signature: null };
const host = { cpu, availableParallelism: 1, allowedCores: [0], cgroupQuota: null } as Host;

function linesFor(plan: Partial<Plan>): string[] {
  const [profile] = PROFILES;
  const cells = [plannedCell('a/lock', 1)];
  const { runtime } = cells[0] as (typeof cells)[number];
  const whole = {
    ...{ profile, cells, absent: [], forks: 1, rounds: 5, windowMs: 20, workloads: [], pin: true, seed: 7 },
    ...plan,
  };
  return planLines({ host, runtimes: [runtime], plan: whole as unknown as Plan, faults: null } as Prepared);
}

it('says what is going to be done, where, and about how long that takes', () => {
  const [what, where] = linesFor({});
  expect(what).toMatch(/^contend quick: 1 cell of 1 strategy, about 1 fork each, about \d+ s$/);
  expect(where).toMatch(/EPYC, 1 core, node 26, threads pinned, seed 7$/);
});

it('counts several', () => {
  const cells = [plannedCell('a/lock', 1), plannedCell('a/lock', 2), plannedCell('b/lock', 2)];
  expect(linesFor({ cells, forks: 3 })[0]).toMatch(
    /^contend quick: 3 cells of 2 strategies, about 3 forks each, about /,
  );
});
