import type { ForkResult, ForkSpec, RunFork, Untrusted } from '@contend/harness';
import type { ContendRecord } from '@contend/record';
import { describe, expect, it } from 'vitest';
import type { Runtime } from '../catalogue/runtime.ts';
import { STATUS } from '../cli/failure.ts';
import { ClockChecks, untilResult } from './clock-checks.ts';
import type { PlannedCell } from './plan.ts';

const UNTRUSTED: Untrusted = { untrusted: 'the clocks of its threads differ by 53.8 ms or more' };
const RESULT = { verdict: 'exact' } as ForkResult;
const node = { label: 'node 26.1.0' } as Runtime;
const workload = { name: 'hot' };

const cell = (id: string, more: object = {}) =>
  ({
    ...{ entry: { id, kind: 'lock' }, world: 'threads', contenders: 2, workload, runtime: node },
    ...more,
  }) as PlannedCell;

/** @param answers of one fork after the other, the last one of all later ones */
function checking(...answers: (ForkResult | Untrusted)[]) {
  const warnings: ContendRecord['warnings'] = [];
  let forks = 0;
  const clockChecks = new ClockChecks(
    warnings,
    async () => answers[Math.min(forks++, answers.length - 1)] as ForkResult,
  );
  const fork = (of: PlannedCell) => clockChecks.fork(of, {} as ForkSpec, {} as RunFork);
  return { clockChecks, warnings, fork, asked: () => forks };
}

describe('a fork without a result', () => {
  it('is asked for again, and told of', async () => {
    const tas = cell('spinlock/tas');
    const { clockChecks, warnings, fork } = checking(UNTRUSTED, RESULT, UNTRUSTED, UNTRUSTED, RESULT);
    expect(await fork(tas)).toBe(RESULT);
    expect(warnings).toMatchObject([
      { message: `spinlock/tas, 2 threads, hot, node 26.1.0: 1 fork gave no result: ${UNTRUSTED.untrusted}` },
    ]);
    expect(await fork(tas)).toBe(RESULT);
    expect(warnings).toMatchObject([{ code: 'clocks', message: expect.stringContaining(': 3 forks gave no result') }]);
    expect(clockChecks.leavesOut(tas)).toBe(false);
    expect(clockChecks.refusal()).toBeUndefined();
  });

  it('each time leaves its cell out, and no other', async () => {
    const [tas, ttas] = [cell('spinlock/tas'), cell('spinlock/ttas')];
    const { clockChecks, warnings, fork, asked } = checking(UNTRUSTED, UNTRUSTED, UNTRUSTED, RESULT);
    expect(await fork(tas)).toBeUndefined();
    expect(asked()).toBe(3);
    expect(await fork(ttas)).toBe(RESULT);
    expect([tas, ttas].map((each) => clockChecks.leavesOut(each))).toEqual([true, false]);
    expect(warnings).toHaveLength(1);
    expect(clockChecks.refusal()).toBeUndefined();
  });

  it('in every cell of a runtime is a refusal that names the runtime', async () => {
    const { clockChecks, fork } = checking(UNTRUSTED, UNTRUSTED, UNTRUSTED, RESULT);
    await fork(cell('spinlock/tas'));
    await fork(cell('spinlock/tas', { runtime: { ...node, label: 'node 27.0.0' } }));
    // A program has its own clock: that it gave a result does not speak for the runtime.
    await fork(cell('native/mutex', { entry: { id: 'native/mutex', kind: 'program' } }));
    expect(clockChecks.refusal()).toMatchObject({
      message: `node 26.1.0: no fork gave a result: ${UNTRUSTED.untrusted}`,
      status: STATUS.host,
    });
  });
});

it('whoever asks for a fork gets the first that is a result, or the last of a few that are none', async () => {
  const answers = [UNTRUSTED, RESULT, UNTRUSTED];
  expect(await untilResult(async () => answers.shift() ?? UNTRUSTED)).toBe(RESULT);
  expect(await untilResult(async () => UNTRUSTED)).toBe(UNTRUSTED);
});
