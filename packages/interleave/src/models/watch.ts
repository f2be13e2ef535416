/**
 * A model of `redis/watch`: WATCH, GET, and a transaction that Redis discards if the count was written since the WATCH.
 *
 * @see packages/store/src/redis/watch.ts
 */
import type { Protocol } from './protocol.ts';

export const watch: Protocol = {
  title: 'WATCH and MULTI',
  place: 'Redis',
  servers: 1,
  keys: [],
  life: 1,
  start: 'watch',
  steps: {
    watch: ({ state, me }) => {
      me.token = state.version;
      return { does: 'WATCH count: OK', next: 'read' };
    },
    read: ({ state, me }) => {
      me.read = state.count;
      return { does: `GET count: ${me.read}`, next: 'write' };
    },
    write: ({ state, me }) => {
      const asking = `MULTI, SET count ${me.read + 1}, EXEC`;
      if (state.version !== me.token) return { does: `${asking}: nil`, next: 'watch' };
      state.count = me.read + 1;
      state.version++;
      return { does: `${asking}: OK`, next: 'acknowledged' };
    },
  },
  inside: [],
  conditions: ['any'],
  assumes: [],
};
