/** What runs that were stopped at random moments left behind: `<out>/<machine>/interruptions.json`. */
import * as z from 'zod';
import { circumstances, count } from './circumstances.ts';
import type { DocumentKind } from './document.ts';

const row = z.strictObject({
  signal: z.enum(['SIGINT', 'SIGTERM', 'SIGKILL']),
  /** From the start of the command to the signal. */
  afterMs: z.number().nonnegative(),
  /** What the command ended with; `null`: it was killed, or had to be. */
  status: z.number().int().nullable(),
  /** Records found on disk besides the earlier run's, and how many of them are of an interrupted run. */
  records: count,
  partial: count,
  /** One sentence for each thing that should not be. */
  faults: z.array(z.string().max(2_000)).max(100),
});

const interruptions = z.strictObject({
  startedAt: z.iso.datetime(),
  ...circumstances,
  seed: count,
  rows: z.array(row).min(1).max(10_000),
});

export type Interruptions = z.infer<typeof interruptions>;
export type Interruption = Interruptions['rows'][number];

export const INTERRUPTIONS: DocumentKind<Interruptions> = { file: 'interruptions.json', schema: interruptions };
