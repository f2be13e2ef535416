/** What the engine takes for the steps that locks are made of: `<out>/<machine>/engine.json`, measured anew as a whole. */
import * as z from 'zod';
import { circumstances, name, positive, times } from './circumstances.ts';
import type { DocumentKind } from './document.ts';

const row = z.strictObject({
  operation: name,
  /** ns that one takes: one number a process, in their order; empty where this host cannot do it. */
  ns: z.array(positive).max(1_000),
});

const engine = z.strictObject({
  ...times,
  ...circumstances,
  /** False: threads could not be pinned, and none was. */
  pinned: z.boolean(),
  /** Of each operation in a process, whose figure is their median. */
  windows: z.number().int().positive(),
  windowMs: positive,
  rows: z.array(row).min(1).max(1_000),
});

export type Engine = z.infer<typeof engine>;
export type EngineRow = Engine['rows'][number];

export const ENGINE: DocumentKind<Engine> = { file: 'engine.json', schema: engine };
