/** The record that is mutated: one cell of each kind, so that every summary is there and most are not null. */
import { syntheticRecord } from '@contend/record/fixture';

const two = { world: 'threads', contenders: 2 } as const;

export const VALID = syntheticRecord({
  cells: [
    { strategy: 'atomic/add', ...two, ns: 14 },
    { strategy: 'spinlock/tas', ...two, ns: 45 },
    { strategy: 'unlocked/plain', ...two, ns: 2, verdict: 'lost-updates', promised: false },
    { strategy: 'guests/forgetful', ...two, ns: 2, verdict: 'deadlock', guest: true },
  ],
  blocks: 12,
});
