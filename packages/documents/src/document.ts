/** What is measured besides runs: one JSON document of a kind for each machine, `<out>/<machine>/<file>`, replaced as a whole. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fieldName, machineName, type Problem, parseFile, RecordError, replaceFile } from '@contend/record';
import type { Host } from '@contend/record/schema';
import type * as z from 'zod';

export interface DocumentKind<T extends { host: Host }> {
  /** Its name in the machine's folder. */
  file: string;
  schema: z.ZodType<T>;
}

/**
 * @returns its path
 * @throws RecordError `invalid` for a document that is not of the kind's form
 */
export function writeDocument<T extends { host: Host }>(
  out: string,
  { file, schema }: DocumentKind<T>,
  value: T,
): string {
  const found = parsed(schema, value);
  if ('problem' in found) {
    throw new RecordError('invalid', `${file} would not be valid (${said(found.problem)}): please report it`);
  }
  const folder = join(out, machineName(found.document.host));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file);
  replaceFile(path, `${JSON.stringify(found.document, undefined, 1)}\n`);
  return path;
}

/** @throws RecordError whose message names the file as given, the field and how to mend it */
export function readDocument<T extends { host: Host }>(path: string, { schema }: DocumentKind<T>): T {
  const found = parsed(schema, parseFile(path));
  if ('problem' in found) {
    throw new RecordError('invalid', `${path}: ${said(found.problem)}; restore it as it was written, or measure again`);
  }
  return found.document;
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): { document: T } | { problem: Problem } {
  const { success, data, error } = schema.safeParse(value);
  if (success) return { document: data };
  const issue = error.issues[0];
  const path = (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part));
  return { problem: { path, message: issue?.message ?? 'not of its form' } };
}

function said({ path, message }: Problem): string {
  return `${fieldName(path) || 'the document'}: ${message}`.slice(0, 400);
}
