import type { Report } from '@contend/interleave';
import type { Cell, ContendRecord, FaultResult } from '@contend/record';
import { expect, it } from 'vitest';
import { plannedCell } from '../fixtures/planned.ts';
import { brokenPromises } from './broken-promises.ts';
import { identityOf, type Plan, type PlannedCell } from './plan.ts';
import type { Prepared } from './prepare.ts';

const OURS = plannedCell('a/ours', 2);
const THEIRS = plannedCell('b/theirs', 2);
const GUEST: PlannedCell = { ...THEIRS, entry: { ...THEIRS.entry, guest: true, plugin: '/home/me/theirs.ts' } };

function told(found: { cells?: Partial<Cell>[]; faults?: Partial<FaultResult>[]; reports?: Partial<Report>[] }) {
  const of = (strategy: string | undefined) => (strategy === GUEST.entry.id ? GUEST : OURS);
  const cells = (found.cells ?? []).map((cell) => {
    const { entry, promised } = of(cell.strategy);
    const { guest = false } = entry;
    return { ...identityOf(of(cell.strategy)), guest, promised, reproduce: 'as published', verdict: 'exact', ...cell };
  });
  const record = { cells, faults: found.faults ?? null } as ContendRecord;
  const plan = { cells: [OURS, GUEST], pin: true, windowMs: 20, timeLimitMs: 10_000, seed: 1 } as unknown as Plan;
  const measurement = { record, reports: (found.reports ?? []) as Report[], refusal: undefined };
  return brokenPromises(measurement, { plan, faults: null } as unknown as Prepared);
}

it('tells a wrong count where exactness is promised, and nothing else', () => {
  const cells = [{}, { verdict: 'lost-updates' as const, promised: false }, { verdict: 'deadlock' as const }];
  expect(told({ cells }).map(({ says }) => says)).toEqual([
    expect.stringMatching(/^a\/ours, 2 threads: deadlock; reproduce: npx contend run --strategies a\/ours /),
  ]);
});

it('takes what is within for a promise held, and what is over-counted for one broken', () => {
  expect(told({ cells: [{ verdict: 'within' }] })).toEqual([]);
  expect(told({ cells: [{ verdict: 'over-counted' }] })).toHaveLength(1);
});

it('marks what is a guest’s, with its plug-in where it was typed', () => {
  const [broken] = told({ cells: [{ strategy: GUEST.entry.id, verdict: 'lost-updates' }] });
  expect(broken).toMatchObject({ guest: true, says: expect.stringContaining('--plugin /home/me/theirs.ts') });
});

it('tells an outcome of a fault other than stated', () => {
  const fault = { strategy: 'a/ours', world: 'threads', fault: 'kill', guest: false, reproduce: 'again' } as const;
  const faults: Partial<FaultResult>[] = [
    { ...fault, outcome: 'stuck', expected: 'recovered' },
    { ...fault, outcome: 'stuck', expected: 'stuck' },
    { ...fault, outcome: 'stuck', expected: null },
  ];
  expect(told({ faults })).toEqual([
    { guest: false, says: 'a/ours in threads, kill: stuck, and it states recovered; reproduce: again' },
  ]);
});

it('tells a violation that exploring found, where exactness is promised', () => {
  const violation = { strategy: 'a/ours', verdict: 'violation', says: 'overlap at 2 × 1' } as const;
  const reports: Partial<Report>[] = [
    { ...violation, promised: true },
    { ...violation, promised: false },
    { ...violation, promised: true, verdict: 'gave up' },
  ];
  expect(told({ reports }).map(({ says }) => says)).toEqual([
    'a/ours: overlap at 2 × 1; reproduce: npx contend check --strategies a/ours',
  ]);
});
