import { beforeEach, expect, it, vi } from 'vitest';
import { clock } from './fixtures/simulated-clock.ts';
import { SimulatedTeam } from './fixtures/simulated-team.ts';
import { spec } from './fixtures/spec.ts';
import { measurePair } from './pair.ts';

vi.mock('./clock.ts', () => import('./fixtures/simulated-clock.ts'));

beforeEach(() => {
  Object.assign(clock, { ms: 1, aheadMs: 0 });
});

const inTurn = (a: SimulatedTeam, b: SimulatedTeam) =>
  measurePair({ a, b }, { a: spec('simulated'), b: spec('simulated'), pairs: 6 });

it('tells what an increment of each side takes, pair by pair', async () => {
  const answer = await inTurn(new SimulatedTeam({ nsEach: 10_000 }), new SimulatedTeam({ nsEach: 30_000 }));
  expect(answer).toMatchObject({ a: { verdict: 'exact' }, b: { verdict: 'exact' } });
  const { pairs } = answer as { pairs: [number, number][] };
  expect(pairs).toHaveLength(6);
  for (const [a, b] of pairs) {
    // Two contenders at a time.
    expect(a).toBeCloseTo(5_000, 0);
    expect(b).toBeCloseTo(15_000, 0);
  }
});

it('says which side lost an update', async () => {
  const lossy = new SimulatedTeam({ error: (operations) => (operations > 1_000 ? -1 : 0) });
  expect(await inTurn(new SimulatedTeam(), lossy)).toMatchObject({
    a: { verdict: 'exact' },
    b: { verdict: 'lost-updates' },
  });
});

it('says nothing of either side when the clocks of one differ', async () => {
  expect(await inTurn(new SimulatedTeam(), new SimulatedTeam({ aheadMs: [0, 100] }))).toEqual({
    untrusted: 'the windows of its contenders did not coincide',
  });
});
