/** The cells of synthetic records, where a test asks for none of its own. */
import type { SyntheticCell } from './fixture.ts';

/** The first strategies in both worlds, with every kind of trouble among them. */
export const SYNTHETIC_CELLS: readonly SyntheticCell[] = [
  ...threads('unlocked/plain', [1.2, 2.4, 2.6], { verdict: 'lost-updates', lostShare: 0.4, promised: false }),
  ...threads('promise-mutex/queue', [110, 60, 62], { verdict: 'lost-updates', lostShare: 0.02, promised: false }),
  ...threads('promise-mutex/async-mutex', [535, 290, 300], {
    verdict: 'lost-updates',
    lostShare: 0.004,
    promised: false,
  }),
  ...threads('spinlock/tas', [18, 45, 76], { noise: 0.2 }),
  ...threads('spinlock/ttas', [18, 23, 36], { noise: 0.24, longestGap: 2_000_000, handoffs: 0.001 }),
  ...threads('actor/port', [14_000, 9_000, 9_500], { handoffs: 0.9 }),
  ...threads('actor/ring', [150, 240, 260], { handoffs: 0.6 }),
  ...threads('atomic/add', [10, 14, 15], { handoffs: 0.3 }),
  ...threads('guests/web-locks', [9_000, 8_000, 8_500], { guest: true }).map((cell) =>
    cell.contenders === 4 ? { ...cell, verdict: 'overlap' as const } : cell,
  ),
  ...threads('guests/forgetful', [40, 50, 60], { guest: true }).map((cell) =>
    cell.contenders === 4 ? { ...cell, verdict: 'deadlock' as const } : cell,
  ),
  ...tasks('unlocked/plain', [45, 50], { verdict: 'lost-updates', lostShare: 0.98, promised: false }),
  ...tasks('promise-mutex/queue', [109, 215], { handoffs: 1 }),
  ...tasks('promise-mutex/async-mutex', [532, 540], { handoffs: 1 }),
  ...tasks('actor/mailbox', [120, 200], { handoffs: 1 }),
  ...tasks('atomic/add', [48, 50], { handoffs: 1 }),
  ...tasks('guests/await-lock', [110, 219], { guest: true, handoffs: 1 }),
];

function threads(strategy: string, ns: readonly number[], rest: Partial<SyntheticCell>): SyntheticCell[] {
  return cellsOf('threads', [1, 2, 4], strategy, ns, rest);
}

function tasks(strategy: string, ns: readonly number[], rest: Partial<SyntheticCell>): SyntheticCell[] {
  return cellsOf('tasks', [1, 64], strategy, ns, rest);
}

/** One contender alone loses nothing, whatever guards it. */
function cellsOf(
  world: SyntheticCell['world'],
  counts: readonly number[],
  strategy: string,
  ns: readonly number[],
  { verdict = 'exact', ...rest }: Partial<SyntheticCell>,
): SyntheticCell[] {
  return counts.map((contenders, i) => ({
    strategy,
    world,
    contenders,
    ns: ns[i] ?? 100,
    verdict: contenders === 1 ? 'exact' : verdict,
    ...rest,
  }));
}

/** Two clients of a server, and two processes: with every way in which an acknowledgement or a count can fail. */
export const SERVED_CELLS: readonly SyntheticCell[] = [
  ...clients('unlocked/redis', 100_000, { roundTrips: 2, verdict: 'lost-updates', lostShare: 0.4, promised: false }),
  ...clients('redis/incr', 30_000, { roundTrips: 1 }),
  ...clients('redis/incr-ioredis', 28_000, { roundTrips: 1, guest: true, verdict: 'over-counted' }),
  ...clients('redis/incr-once', 50_000, { roundTrips: 1, verdict: 'within' }),
  ...clients('redis/set-nx', 250_000, { roundTrips: 4.1 }),
  ...processes('unlocked/each-its-own', 100, { verdict: 'lost-updates', lostShare: 0.6, promised: false }),
  ...processes('owner/socket', 20_000, {}),
  ...processes('sqlite/deferred', 40_000, { refused: 3.4 }),
];

/** A millisecond to the server and back is added to each round trip; clients take turns at a lock. */
function clients(strategy: string, ns: number, rest: Partial<SyntheticCell>): SyntheticCell[] {
  const cell = { strategy, world: 'machines' as const, contenders: 2, ...rest };
  const trips = (rest.roundTrips ?? 1) > 2 ? (rest.roundTrips ?? 1) : (rest.roundTrips ?? 1) / 2;
  return [
    { ...cell, ns },
    { ...cell, ns: ns / 4, workload: 'pipelined' },
    ...[0, 1, 5].map((ms) => ({ ...cell, ns: ns + trips * ms * 1e6, workload: `distance-${ms}ms` })),
  ];
}

function processes(strategy: string, ns: number, rest: Partial<SyntheticCell>): SyntheticCell[] {
  return [{ strategy, world: 'processes', contenders: 2, ns, ...rest }];
}
