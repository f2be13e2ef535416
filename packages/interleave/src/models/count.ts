/** The two steps at a count in Redis that knows nothing of locks. */
import type { Step } from './protocol.ts';

export const get =
  (next: string): Step =>
  ({ state, me }) => {
    me.read = state.count;
    return { does: `GET count: ${me.read}`, next };
  };

export const set =
  (next: string): Step =>
  ({ state, me }) => {
    state.count = me.read + 1;
    me.read = 0;
    // Its work is done: it does not matter any more when its lock runs out.
    me.since = null;
    return { does: `SET count ${state.count}: OK`, next };
  };
