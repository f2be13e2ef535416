import type { Fault } from '@contend/counter';
import { describe, expect, it } from 'vitest';
import { gone, Mark } from '../fixtures/mark.ts';
import { others } from '../fixtures/runtimes.ts';
import { OWN } from '../runtime.ts';
import { runFault } from './run-fault.ts';
import { type FaultSpec, faultLack, STALL_MS } from './spec.ts';

const module = new URL('../fixtures/faulty.ts', import.meta.url).href;
const stores = new URL('../fixtures/stores.ts', import.meta.url).href;
/** Who is stuck is soon found out; who is not gets as much time as the busiest machine may take. */
const IMPATIENT_MS = 2_000;
const PATIENT_MS = 30_000;

function made(strategy: string, fault: Fault, more: Partial<FaultSpec> = {}, runtime = OWN) {
  const spec: FaultSpec = {
    module,
    strategy: `fixture/${strategy}`,
    flags: [],
    kind: 'lock',
    world: 'threads',
    contenders: 3,
    folder: null,
    needs: null,
    server: null,
    fault,
    patienceMs: PATIENT_MS,
    ...more,
  };
  return runFault(spec, { runtime });
}

const TASKS = { kind: 'async-lock', world: 'tasks' } as const;
const TWO = { contenders: 2 };
const STUCK = { patienceMs: IMPATIENT_MS };

describe('a fault', () => {
  it('that throws in the section, or stalls in it, leaves a sound lock counting right', async () => {
    const reports = await Promise.all([
      made('bears-what-locks-can', 'throw'),
      made('bears-what-locks-can', 'stall'),
      made('awaited', 'throw', TASKS),
      made('awaited', 'stall', TASKS),
    ]);
    for (const report of reports) {
      expect(report).toMatchObject({ outcome: 'recovered', reason: null });
      expect(report.observed).toBe(report.operations);
      expect(report.operations).toBeGreaterThan(0);
    }
    // The others waited for the holder that stalled, from when that was seen.
    expect(reports[1]?.seconds).toBeGreaterThan(STALL_MS / 2_000);
  });

  it('that terminates the holder, or makes it forget to release, leaves the others stuck', async () => {
    const reports = await Promise.all([
      made('bears-what-locks-can', 'terminate', STUCK),
      made('bears-what-locks-can', 'forget', STUCK),
      made('awaited', 'forget', { ...TASKS, ...STUCK }),
    ]);
    for (const report of reports) {
      expect(report).toMatchObject({ outcome: 'stuck', reason: 'no other contender made an increment any more' });
      expect(report.seconds).toBeGreaterThanOrEqual(IMPATIENT_MS / 1_000);
    }
  });

  it('that kills the process, or the thread of all tasks, can only be reported', async () => {
    const [killed, terminated] = await Promise.all([
      made('bears-what-locks-can', 'kill'),
      made('awaited', 'terminate', TASKS),
    ]);
    expect(killed).toEqual({
      outcome: 'reported',
      seconds: null,
      operations: null,
      observed: null,
      unknown: null,
      reason: 'the process was seen to end: killed by SIGKILL',
    });
    expect(terminated).toMatchObject({ outcome: 'reported', reason: 'the thread of all contenders ended' });
  });

  it('finds a lock that lets others in while its holder is away', async () => {
    const { outcome, operations, observed } = await made('takes-from-who-holds-for-long', 'stall', TWO);
    expect(outcome).toBe('wrong-count');
    expect(observed).toBeLessThan(operations as number);
  });

  it('finds a counter that is right until many contend', async () => {
    const [few, many] = await Promise.all([
      made('careless-in-a-crowd', 'crowd', { kind: 'counter', contenders: 4 }),
      made('careless-in-a-crowd', 'crowd', { kind: 'counter', contenders: 8 }),
    ]);
    expect(few.outcome).toBe('recovered');
    expect(many.outcome).toBe('wrong-count');
  });

  it('falls between the steps of who guards its count itself', async () => {
    const { outcome } = await made('dies-between-two-steps', 'terminate', { kind: 'counter', ...TWO, ...STUCK });
    expect(outcome).toBe('stuck');
  });

  it('that a lock complains of is reported', async () => {
    const { outcome, reason } = await made('tells-who-locks-twice', 'forget', { ...TWO, ...STUCK });
    expect({ outcome, reason }).toEqual({ outcome: 'reported', reason: 'locked twice' });
  });

  it('in a strategy that is not there is an error that says so', async () => {
    const { outcome, reason } = await made('none', 'throw', TWO);
    expect(outcome).toBe('reported');
    expect(reason).toContain('no longer has a strategy fixture/none');
  });

  it('among processes is seen by the acknowledged increments, of those that died as well', async () => {
    const processes = { module: stores, kind: 'lease', world: 'processes' } as const;
    expect(await made('locks', 'throw', processes)).toMatchObject({ outcome: 'recovered' });
    expect(await made('locks', 'kill', { ...processes, ...STUCK })).toMatchObject({ outcome: 'stuck', observed: null });
    expect(await made('locks', 'stall', processes)).toMatchObject({ outcome: 'recovered' });
    expect(await made('takes-over-after-a-second', 'stall', processes)).toMatchObject({
      outcome: 'wrong-count',
      reason: expect.stringMatching(/^lost \d+ of \d+ increments$/),
    });
    const store = { ...processes, kind: 'store' } as const;
    for (const fault of ['kill', 'stall'] as const)
      expect(await made('appends', fault, store)).toMatchObject({ outcome: 'recovered' });
    expect(await made('cannot-be-opened', 'kill', store)).toMatchObject({
      outcome: 'reported',
      reason: 'it could not be started: no such database',
    });
  });

  it('ends with its process when the run is interrupted', async () => {
    const controller = new AbortController();
    const spec = {
      module,
      strategy: 'fixture/awaited',
      flags: [],
      ...TASKS,
      contenders: 3,
      folder: null,
      needs: null,
      server: null,
    };
    const mark = new Mark();
    mark.handOut();
    const running = runFault(
      { ...spec, fault: 'forget', patienceMs: PATIENT_MS },
      { runtime: OWN, signal: controller.signal },
    );
    const pid = await mark.made();
    controller.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    await gone(pid);
  });
});

describe.for(others.map((runtime) => [runtime.name, runtime] as const))('a fault in %s', ([, runtime]) => {
  const able = (fault: Fault) => faultLack(fault, runtime, 'threads') === undefined;
  const within = (strategy: string, fault: Fault, more: Partial<FaultSpec> = {}) =>
    made(strategy, fault, more, runtime);

  it('that a lock can bear leaves it counting right', async () => {
    for (const fault of ['throw', 'stall', 'crowd'] as const) {
      expect([fault, await within('bears-what-locks-can', fault)]).toMatchObject([fault, { outcome: 'recovered' }]);
    }
    for (const fault of ['throw', 'stall'] as const) {
      expect([fault, await within('awaited', fault, TASKS)]).toMatchObject([fault, { outcome: 'recovered' }]);
    }
  });

  it('that a lock cannot bear leaves the others stuck', async () => {
    for (const fault of (['terminate', 'forget'] as const).filter(able)) {
      const report = await within('bears-what-locks-can', fault, STUCK);
      expect([fault, report]).toMatchObject([fault, { outcome: 'stuck' }]);
    }
    expect(await within('awaited', 'forget', { ...TASKS, ...STUCK })).toMatchObject({ outcome: 'stuck' });
    if (!able('terminate')) return;
    expect(await within('dies-between-two-steps', 'terminate', { kind: 'counter', ...TWO, ...STUCK })).toMatchObject({
      outcome: 'stuck',
    });
  });

  it('that ends all of them is reported', async () => {
    expect(await within('bears-what-locks-can', 'kill')).toMatchObject({
      outcome: 'reported',
      reason: 'the process was seen to end: killed by SIGKILL',
    });
    if (!able('terminate')) return;
    expect(await within('awaited', 'terminate', TASKS)).toMatchObject({
      outcome: 'reported',
      reason: 'the thread of all contenders ended',
    });
  });

  it('finds a lock that lets others in while its holder is away', async () => {
    const { outcome, operations, observed } = await within('takes-from-who-holds-for-long', 'stall', TWO);
    expect(outcome).toBe('wrong-count');
    expect(observed).toBeLessThan(operations as number);
  });
});
