import * as z from 'zod';
import { record } from './schema.ts';

/** The record's form as JSON Schema (draft 2020-12), for readers in other languages. */
export function jsonSchema(): object {
  return { title: 'A record of contend', ...z.toJSONSchema(record, { target: 'draft-2020-12', io: 'input' }) };
}
