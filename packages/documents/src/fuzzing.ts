/** What became of mutated records: `<out>/<machine>/fuzz.json`. */
import * as z from 'zod';
import { circumstances, count, name } from './circumstances.ts';
import type { DocumentKind } from './document.ts';

const fuzzing = z
  .strictObject({
    startedAt: z.iso.datetime(),
    ...circumstances,
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
