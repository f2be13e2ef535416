/** What real strategies are made over. */
import type { AtomicsLike } from './strategy.ts';

/** `Atomics`, with `pause` guaranteed. Node 22 has none: spinning is a little ruder without. */
export const atomics: AtomicsLike = 'pause' in Atomics ? Atomics : Object.create(Atomics, { pause: { value() {} } });
