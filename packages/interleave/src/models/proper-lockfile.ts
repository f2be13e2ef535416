/**
 * A model of npm's proper-lockfile: a lock that is held while a directory exists, and that a waiter takes over once nobody
 * has renewed it for some time. It looks at its time, removes it and makes its own: three steps.
 *
 * @see https://github.com/moxystudio/node-proper-lockfile, lib/lockfile.js
 * @see https://github.com/moxystudio/node-proper-lockfile/issues/121
 */
import type { Protocol, Turn } from './protocol.ts';

function make({ me, who, server }: Turn): boolean {
  if (server.keys['count.lock'] != null) return false;
  server.keys['count.lock'] = { by: who, value: me.turn, left: properLockfile.life };
  return true;
}

const MADE = { does: 'mkdir count.lock: made', next: 'read', leadsTo: 'has the lock' };
const EXISTS = 'mkdir count.lock: it exists';

export const properLockfile: Protocol = {
  title: 'proper-lockfile',
  place: 'the folder',
  servers: 1,
  keys: ['count.lock'],
  life: 1,
  stays: true,
  renewed: true,
  start: 'acquire',
  steps: {
    acquire: (turn) => (make(turn) ? MADE : { does: EXISTS, next: 'look' }),
    look: ({ server }) => {
      const lock = server.keys['count.lock'];
      if (lock == null) return { does: 'stat count.lock: it is gone', next: 'once more' };
      return lock.left === 0
        ? { does: 'stat count.lock: stale', next: 'remove' }
        : { does: 'stat count.lock: fresh', next: 'acquire' };
    },
    remove: ({ server }) => {
      const there = server.keys['count.lock'] != null;
      server.keys['count.lock'] = null;
      return { does: `rmdir count.lock: ${there ? 'removed' : 'it is gone'}`, next: 'once more' };
    },
    'once more': (turn) => (make(turn) ? MADE : { does: EXISTS, next: 'acquire' }),
    read: ({ state, me }) => {
      me.read = state.count;
      return { does: `read count: ${me.read}`, next: 'write' };
    },
    write: ({ state, me }) => {
      state.count = me.read + 1;
      return { does: `write count: ${state.count}`, next: 'release' };
    },
    // Whoever's it is by now.
    release: ({ server }) => {
      const there = server.keys['count.lock'] != null;
      server.keys['count.lock'] = null;
      return { does: `rmdir count.lock: ${there ? 'removed' : 'it is gone'}`, next: 'acknowledged' };
    },
  },
  inside: ['read', 'write'],
  conditions: ['in-time', 'kill', 'stall'],
  assumes: [
    'a holder that was away goes on before the timer tells it that it has lost its lock',
    'the process that has lost its lock does not end by that',
  ],
};
