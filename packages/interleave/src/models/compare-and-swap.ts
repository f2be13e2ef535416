/**
 * A model of `etcd/compare-and-swap`, `nats/kv` and `postgres/version`: read the count and its version, write if that is
 * still its version, and otherwise read again. No lock, so nothing that could run out.
 */
import type { Protocol } from './protocol.ts';

export const compareAndSwap: Protocol = {
  title: 'compare-and-swap by a version',
  place: 'the store',
  servers: 1,
  keys: [],
  life: 1,
  start: 'read',
  steps: {
    read: ({ state, me }) => {
      me.read = state.count;
      me.token = state.version;
      return { does: `read count: ${me.read}, version ${me.token}`, next: 'write' };
    },
    write: ({ state, me }) => {
      const asking = `write count ${me.read + 1} if version ${me.token}`;
      if (state.version !== me.token) return { does: `${asking}: no`, next: 'read' };
      state.count = me.read + 1;
      state.version++;
      return { does: `${asking}: yes`, next: 'acknowledged' };
    },
  },
  inside: [],
  conditions: ['any'],
  assumes: [],
};
