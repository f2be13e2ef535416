/** Each protocol with one mistake, or without its lock: what exploring must find. */
import { expect, test } from 'vitest';
import { compareAndSwap } from './compare-and-swap.ts';
import { set } from './count.ts';
import { etcdLock } from './etcd-lock.ts';
import { explore } from './explore.ts';
import { properLockfile } from './proper-lockfile.ts';
import { type Condition, isMine, type Protocol, type Step } from './protocol.ts';
import { redisSemaphore } from './redis-semaphore.ts';
import { redlock } from './redlock.ts';
import { setNx } from './set-nx.ts';
import { setNxFenced } from './set-nx-fenced.ts';
import { watch } from './watch.ts';

/** The smallest bound, of those that a check climbs, at which something is found, and what. */
function death(protocol: Protocol, condition: Condition): string {
  for (const [contenders, increments] of [
    [2, 1],
    [2, 2],
    [3, 1],
    [3, 2],
  ] as const) {
    if (contenders > (protocol.most?.contenders ?? 3)) break;
    const limits = { states: Infinity, until: Infinity };
    const { violation } = explore({ protocol, condition, contenders, increments }, limits);
    if (violation !== undefined) return `${violation.kind} at ${contenders}x${increments}`;
  }
  return 'none';
}

const OF_THREE = redlock({ servers: 3, life: 2, atOnce: false });
const OF_FIVE = redlock({ servers: 5, life: 2, atOnce: true });

const changed = (protocol: Protocol, steps: Protocol['steps']): Protocol => ({
  ...protocol,
  steps: { ...protocol.steps, ...steps },
});
const step = ({ steps }: Protocol, name: string): Step => steps[name] as Step;

test.each(setNxFenced.conditions)('the fenced protocol loses nothing: %s', (condition) => {
  expect(death(setNxFenced, condition)).toBe('none');
});

test('a fence that is checked at the write alone lets an earlier holder write after a later one has read', () => {
  const mutant = changed(setNxFenced, { read: step(setNx, 'read') });
  expect(death(mutant, 'in-time')).toBe('none');
  expect(death(mutant, 'stall')).toBe('lost-update at 2x1');
});

test('a fence that is checked at the read alone lets whoever has read write', () => {
  const mutant = changed(setNxFenced, { write: set('release') });
  expect(death(mutant, 'stall')).toBe('lost-update at 2x1');
});

test('tokens that start again with each lock tell no holder from another', () => {
  const mutant = changed(setNxFenced, {
    acquire: (turn) => {
      if (turn.server.keys.lock == null) turn.server.keys.given = null;
      return step(setNxFenced, 'acquire')(turn);
    },
  });
  expect(death(mutant, 'stall')).toBe('lost-update at 2x1');
});

test('a release that does not compare lets another in beside a later holder', () => {
  const mutant = changed(setNxFenced, {
    release: ({ server }) => {
      server.keys.lock = null;
      return { does: 'DEL lock', next: 'acknowledged' };
    },
  });
  // The fence keeps the count right all the same; that two are inside is what the lock is there to prevent.
  expect(death(mutant, 'in-time')).toBe('overlap at 2x2');
});

test.each([redisSemaphore, etcdLock])('$title outlives a dead holder, and no holder that was away', (protocol) => {
  expect(death(protocol, 'in-time')).toBe('none');
  expect(death(protocol, 'kill')).toBe('none');
  expect(death(protocol, 'stall')).toBe('lost-update at 2x1');
});

test('a key that is kept alive for whoever has died stops the others', () => {
  const mutant = changed(etcdLock, {
    acquire: (turn) => {
      const deed = step(etcdLock, 'acquire')(turn);
      const { keys } = turn.server;
      for (const [name, key] of Object.entries(keys)) if (key !== null) keys[name] = { ...key, left: null };
      return deed;
    },
  });
  expect(death(mutant, 'in-time')).toBe('none');
  expect(death(mutant, 'kill')).toBe('endless-spin at 2x1');
});

test('etcd’s lock that waits for one older key alone, and not for all of them, loses an update where its contender dies', () => {
  const mutant = changed(etcdLock, {
    wait: (turn) => {
      const { keys } = turn.server;
      const place = Object.values(keys).findIndex((key) => isMine(key, turn));
      if (place > 0 && Object.values(keys)[place - 1] != null) return null;
      return { does: 'lock: the key before it is gone', next: 'read' };
    },
  });
  expect(death(mutant, 'in-time')).toBe('none');
  expect(death(mutant, 'kill')).toBe('lost-update at 3x1');
});

const unlocked: [string, Protocol][] = [
  ['SET NX', changed(setNx, { acquire: () => ({ does: 'nothing', next: 'read' }) })],
  [
    'SET NX with a fence and without tokens',
    changed(setNxFenced, { acquire: () => ({ does: 'nothing', next: 'read' }) }),
  ],
  ['etcd’s lock', changed(etcdLock, { wait: () => ({ does: 'nothing', next: 'read' }) })],
  ['proper-lockfile', changed(properLockfile, { acquire: () => ({ does: 'nothing', next: 'read' }) })],
  ...[OF_THREE, OF_FIVE].map((protocol): [string, Protocol] => [
    protocol.title,
    changed(protocol, {
      acquire: () => ({ does: 'nothing', next: 'read' }),
      release: () => ({ does: 'nothing', next: 'acknowledged' }),
    }),
  ]),
];

test.each(unlocked)('%s, of which the lock is removed, lets two in though nothing befalls them', (_name, protocol) => {
  expect(death(protocol, 'in-time')).toBe('overlap at 2x1');
  expect(death({ ...protocol, inside: [] }, 'in-time')).toMatch(/^lost-update at 2x[12]$/);
});

test.each([watch, compareAndSwap])('$title, of which the comparison is removed, loses an update', (protocol) => {
  expect(death(protocol, 'any')).toBe('none');
  expect(death(changed(protocol, { write: set('acknowledged') }), 'any')).toBe('lost-update at 2x1');
});

test.each([OF_THREE, OF_FIVE])('$title loses nothing as long as nobody is away and all clocks agree', (protocol) => {
  expect(death(protocol, 'in-time')).toBe('none');
});

test('Redlock that is content with less than most of the servers lets two in', () => {
  const mutant = changed(OF_THREE, {
    acquire: (turn) => {
      const deed = step(OF_THREE, 'acquire')(turn);
      const { me, who, state } = turn;
      const own = state.servers.some(({ keys: { lock } }) => lock?.by === who && lock.value === me.turn);
      return deed?.next === 'retract' && own ? { ...deed, next: 'read' } : deed;
    },
  });
  expect(death(mutant, 'in-time')).toBe('overlap at 2x1');
});

test('Redlock that does not look how long it took to get the lock lets two in', () => {
  const mutant = changed(OF_THREE, {
    acquire: (turn) => {
      turn.me.since = 0;
      return step(OF_THREE, 'acquire')(turn);
    },
  });
  expect(death(mutant, 'in-time')).toBe('overlap at 2x1');
});
