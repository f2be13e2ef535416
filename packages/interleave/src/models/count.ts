/** The two steps at a count in Redis that knows nothing of locks. */
import type { Step } from './protocol.ts';

export const get =
  (then: string): Step =>
  ({ state, me }) => {
    me.read = state.count;
    return { does: `GET count: ${me.read}`, then };
  };

export const set =
  (then: string): Step =>
  ({ state, me }) => {
    state.count = me.read + 1;
    me.read = 0;
    return { does: `SET count ${state.count}: OK`, then };
  };
