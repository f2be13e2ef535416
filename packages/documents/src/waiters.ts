/** What an increment costs by how many tasks wait: `<out>/<machine>/waiters.json`, measured anew as a whole. */
import * as z from 'zod';
import { circumstances, name, positive, times } from './circumstances.ts';
import type { DocumentKind } from './document.ts';

const row = z.strictObject({
  strategy: name,
  strategyVersion: name,
  guest: z.boolean(),
  /** How many tasks wait while one is served. */
  waiters: z.number().int().positive(),
  /** ns of CPU time per increment, one number a process, in the order of the blocks; empty where there is a reason. */
  ns: z.array(positive).max(1_000),
  /** Why it was not measured, or not to the end. */
  reason: z.string().max(2_000).nullable(),
});

const waiters = z
  .strictObject({
    ...times,
    ...circumstances,
    /** ms of CPU time that each process runs before its window, and in it. */
    warmUpMs: positive,
    windowMs: positive,
    rows: z.array(row).min(1).max(10_000),
  })
  .superRefine(({ rows }, context) => {
    for (const [i, { ns, reason }] of rows.entries()) {
      if ((ns.length === 0) === (reason === null)) {
        context.addIssue({ code: 'custom', path: ['rows', i, 'ns'], message: 'either figures or a reason' });
      }
    }
  });

export type Waiters = z.infer<typeof waiters>;
export type WaitersRow = Waiters['rows'][number];

export const WAITERS: DocumentKind<Waiters> = { file: 'waiters.json', schema: waiters };
