/** What every document says of where it was measured, and the fields that several have. */
import { host } from '@contend/record/schema';
import * as z from 'zod';

export const name = z.string().min(1).max(200);
export const count = z.number().int().nonnegative();
export const positive = z.number().positive();

export const circumstances = {
  host,
  runtime: z.strictObject({ name, version: name, engine: name }),
  suite: z.strictObject({ version: name, commit: name.nullable(), dirty: z.boolean().nullable() }),
};

export type Circumstances = z.infer<z.ZodObject<typeof circumstances>>;

/** Of what is measured in one go. */
export const times = { startedAt: z.iso.datetime(), finishedAt: z.iso.datetime() };
