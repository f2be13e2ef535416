/** Increments by the billion over each promised strategy, with the count checked: `<out>/<machine>/soak.json`. */
import { verdict } from '@contend/record/schema';
import * as z from 'zod';
import { circumstances, count, name } from './circumstances.ts';
import type { DocumentKind } from './document.ts';

const row = z.strictObject({
  strategy: name,
  strategyVersion: name,
  world: name,
  contenders: z.number().int().positive(),
  pinned: z.boolean(),
  /** contend's, at its last process; the strategy's source is the same for all of them. */
  commit: name.nullable().default(null),
  startedAt: z.iso.datetime(),
  /** Fresh processes that shared the work. */
  forks: count,
  /** Increments done by all contenders, and by how much the counts rose. */
  operations: count,
  observed: count,
  /** Time spent, the starts of processes included. */
  seconds: z.number().nonnegative(),
  verdict,
  reason: z.string().max(2_000).nullable(),
  /** Whether there were as many increments as were asked for; false: time was up, or is yet to come. */
  reached: z.boolean(),
});

const soak = z
  .strictObject({
    ...circumstances,
    /** Asked for of each strategy. */
    increments: z.number().int().positive(),
    rows: z.array(row).min(1).max(1_000),
  })
  .superRefine(({ increments, rows }, context) => {
    const seen = new Set<string>();
    for (const [i, { strategy, world, operations, observed, verdict, reached, reason }] of rows.entries()) {
      const wrong = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['rows', i, field], message });
      const lost = operations - observed;
      if (lost < 0) wrong('observed', 'is more than operations');
      if (verdict === 'exact' && lost !== 0) wrong('verdict', `is exact although ${lost} updates were lost`);
      if (verdict === 'lost-updates' && lost === 0) wrong('verdict', 'is lost-updates although none was lost');
      if (verdict === 'exact' && operations === 0) wrong('operations', 'are none, which is no exact count');
      if (verdict === 'exact' && reason !== null) wrong('reason', 'is given although the count is exact');
      if (reached !== operations >= increments) wrong('reached', `is ${reached} after ${operations} of ${increments}`);
      if (seen.has(`${strategy} ${world}`)) wrong('strategy', 'is there twice');
      seen.add(`${strategy} ${world}`);
    }
  });

export type Soak = z.infer<typeof soak>;
export type SoakRow = Soak['rows'][number];

export const SOAK: DocumentKind<Soak> = { file: 'soak.json', schema: soak };
