import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type FaultResult, readRecord } from '@contend/record';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../catalogue/catalogue.ts';
import type { Runtime } from '../catalogue/runtime.ts';
import { contend } from '../fixtures/in-process.ts';
import { NO_SERVERS } from '../fixtures/no-servers.ts';
import { brokenFaults, faultsLeftOut, faultsMs, makeFaults, plannedFaults } from './faults.ts';
import type { PlannedCell } from './plan.ts';

const CORES = 4;
const HOPEFUL = fileURLToPath(new URL('../fixtures/hopeful-plugin.ts', import.meta.url));

function cell(change: Partial<Entry> = {}, world: PlannedCell['world'] = 'threads', promised = true): PlannedCell {
  const entry = { id: 'mine/lock', kind: 'lock', faults: { forget: 'stuck' }, ...change } as Entry;
  const workload = { name: 'hot', insideNs: 0, outsideNs: 0, readsPerWrite: 0, inFlight: 1, distanceMs: null };
  return { entry, world, promised, workload, runtime: { name: 'node', label: 'node 26' } as Runtime } as PlannedCell;
}

const within = (name: Runtime['name'], label: string, of = cell()): PlannedCell => ({
  ...of,
  runtime: { name, label } as Runtime,
});

const plan = (...cells: PlannedCell[]) => plannedFaults({ cells, given: {}, profile: { trials: 3 } }, CORES);

describe('the faults of a run', () => {
  it('are made once in each strategy and world, with one contender more than cores, or eight to a core', () => {
    const faults = plan(cell(), cell(), cell({ id: 'mine/other' }));
    expect(faults).toHaveLength(12);
    expect(new Set(faults.filter(({ fault }) => fault !== 'crowd').map(({ contenders }) => contenders))).toEqual(
      new Set([CORES + 1]),
    );
    expect(faults.find(({ fault }) => fault === 'crowd')?.contenders).toBe(8 * CORES);
  });

  it('are made only where a count is promised, and only those that can be', () => {
    expect(plan(cell({}, 'threads', false))).toEqual([]);
    expect(plan(cell({ kind: 'program' }))).toEqual([]);
    expect(plan(cell({ kind: 'counter' })).map(({ fault }) => fault)).toEqual(['terminate', 'kill', 'stall', 'crowd']);
    expect(plan(cell({ kind: 'counter' }, 'tasks')).map(({ fault }) => fault)).toEqual(['terminate', 'kill', 'crowd']);
  });

  it('are expected to end as the strategy states, and a terminated event loop to be reported', () => {
    const expected = (each: PlannedCell) =>
      Object.fromEntries(plan(each).map(({ fault, expected }) => [fault, expected]));
    const nothing = { throw: null, kill: null, stall: null, crowd: null };
    expect(expected(cell())).toEqual({ ...nothing, terminate: null, forget: 'stuck' });
    const tasks = cell({ kind: 'async-lock', faults: { terminate: 'recovered' } }, 'tasks');
    expect(expected(tasks)).toEqual({ ...nothing, terminate: 'reported', forget: null });
  });

  it('are made in each runtime, once', () => {
    const faults = plan(cell(), within('node', 'node 26 (2)'), cell(), within('bun', 'bun 1.4.5'));
    expect(faults).toHaveLength(18);
    const labels = faults.map(({ fault, runtime }) => `${fault} ${runtime.label}`);
    expect(new Set(labels).size).toBe(18);
  });

  it('are left out in pages, and among processes but in Node, and it is said why', () => {
    const page = within('chromium', 'chromium 156');
    const processes = within('deno', 'deno 2.9.6', cell({ kind: 'store' }, 'processes'));
    expect(plan(page, processes)).toEqual([]);
    expect(faultsLeftOut({ cells: [cell(), page, within('chromium', 'chromium 156'), processes], given: {} })).toEqual([
      expect.stringMatching(/^throw, terminate, kill, forget, stall, crowd in chromium 156: a page is not told /),
      expect.stringMatching(/^kill, stall in deno 2\.9\.6: .* in Node only$/),
    ]);
    expect(faultsLeftOut({ cells: [cell(), within('bun', 'bun 1.4.5')], given: {} })).toEqual([]);
  });

  it('do not terminate a thread of Deno, which outlives that', () => {
    const deno = within('deno', 'deno 2.9.6');
    expect(plan(deno).map(({ fault }) => fault)).toEqual(['throw', 'kill', 'forget', 'stall', 'crowd']);
    expect(faultsLeftOut({ cells: [deno], given: {} })).toEqual([
      expect.stringMatching(/^terminate in deno 2\.9\.6: /),
    ]);
  });

  it('take longer where strategies are expected to get stuck', () => {
    expect(faultsMs(plan(cell()))).toBeGreaterThan(faultsMs(plan(cell({ faults: {} }))));
    expect(faultsMs([])).toBe(0);
  });

  it('break a promise only where one is made', () => {
    const result = { outcome: 'stuck', expected: 'recovered' } as FaultResult;
    expect(brokenFaults([result, { ...result, expected: null }, { ...result, expected: 'stuck' }])).toEqual([result]);
    expect(brokenFaults(null)).toEqual([]);
  });
});

const QUICK = ['--forks', '1', '--window', '5', '--threads', '1', '--profile', 'quick'];

describe('contend run --faults', () => {
  it('says beforehand which faults it would make, and how long that takes', async () => {
    const args = ['run', '--faults', '--strategies', 'mutex/robust,unlocked/plain', '--dry-run', ...QUICK];
    expect((await contend(args)).stdout).toMatch(
      /^faults: 6 in 1 strategy, about \d+ s of that; stuck: no increment for 3 s$/m,
    );
    const { faults, seconds } = JSON.parse((await contend([...args, '--json'])).stdout);
    expect(faults).toHaveLength(6);
    expect(faults).toContainEqual(expect.objectContaining({ fault: 'forget', expected: 'stuck' }));
    expect(seconds).toBeGreaterThan(3);
  });

  it('ends with status 1 when a strategy is stuck that states it recovers, and records what came of each fault', async () => {
    const out = mkdtempSync(join(tmpdir(), 'contend-faults-'));
    try {
      const args = ['run', '--faults', '--strategies', 'mine/*', '--plugin', HOPEFUL, '--out', out, ...QUICK];
      const { status, stdout, stderr } = await contend(args);
      const told = 'mine/hopeful in threads, forget: stuck, and it states recovered';
      expect(stderr).toContain(`\nbroke its promise: ${told}; reproduce: npx contend run --faults `);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`PROMISE BROKEN: ${told}`);
      expect(status).toBe(1);
      const [machine] = readdirSync(out) as [string];
      const file = readdirSync(join(out, machine)).find((name) => name.endsWith('.json')) as string;
      const { record } = readRecord(join(out, machine, file));
      expect(Object.fromEntries((record.faults ?? []).map(({ fault, outcome }) => [fault, outcome]))).toEqual({
        throw: 'recovered',
        terminate: 'stuck',
        kill: 'reported',
        forget: 'stuck',
        stall: 'recovered',
        crowd: 'recovered',
      });
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});

describe('faults that are interrupted', () => {
  it('leave what came about before', async () => {
    const entry = {
      id: 'mine/hopeful',
      kind: 'lock',
      module: pathToFileURL(HOPEFUL).href,
      strategyVersion: '1',
      guest: false,
    } as Entry;
    const runtime = { label: 'node 26', name: 'node', path: process.execPath } as Runtime;
    const planned = plannedFaults({ cells: [{ ...cell(), entry, runtime }], given: {}, profile: { trials: 1 } }, 1);
    const controller = new AbortController();
    const results = await makeFaults({
      planned,
      servers: NO_SERVERS,
      progress: { show() {}, say() {}, end() {} },
      signal: controller.signal,
      afterEach: () => controller.abort(new Error('interrupted')),
    });
    expect(results.length).toBeGreaterThan(0);
    expect(results[0]).toMatchObject({ strategy: 'mine/hopeful', runtime: 'node 26' });
    expect(results.length).toBeLessThan(planned.length);
  });
});
