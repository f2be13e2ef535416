/** What became of mutated records: `<out>/<machine>/fuzz.json`. */
import { host } from '@contend/record/schema';
import * as z from 'zod';
import type { DocumentKind } from './document.ts';

const name = z.string().min(1).max(200);
const count = z.number().int().nonnegative();

const fuzzing = z
  .strictObject({
    startedAt: z.iso.datetime(),
    host,
    runtime: z.strictObject({ name, version: name, engine: name }),
    suite: z.strictObject({ version: name, commit: name.nullable(), dirty: z.boolean().nullable() }),
    seed: count,
    seconds: z.number().nonnegative(),
    /** Records made, by what was done to a valid one: how many were read, and how many refused. */
    mutations: z
      .array(z.strictObject({ name, accepted: count, refused: count }))
      .min(1)
      .max(100),
    /** Of the accepted: how many were compared with the record they were made from, and how many drawn as a report. */
    compared: count,
    drawn: count,
    /** What should not be: the input's number and one sentence. */
    faults: z.array(z.strictObject({ input: count, says: z.string().max(2_000) })).max(1_000),
  })
  .superRefine(({ mutations, compared, drawn }, context) => {
    const accepted = mutations.reduce((sum, each) => sum + each.accepted, 0);
    if (compared <= accepted && drawn <= accepted) return;
    context.addIssue({ code: 'custom', path: ['compared'], message: 'more were looked at than were accepted' });
  });

export type Fuzzing = z.infer<typeof fuzzing>;

export const FUZZING: DocumentKind<Fuzzing> = { file: 'fuzz.json', schema: fuzzing };
