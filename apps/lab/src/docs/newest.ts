/** The newest of the committed documents of one kind, whichever machine made it. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Committed<T> {
  /** The folder of its results. */
  machine: string;
  document: T;
}

/**
 * @param root of the repository
 * @param files a pattern for their names
 * @param read gets a path; its errors are the caller's
 * @param startedAt ISO 8601; undefined for what does not count
 * @returns `null` when none was committed yet
 */
export function newest<T>(
  root: URL,
  files: string,
  read: (path: string) => T,
  startedAt: (document: T) => string | undefined,
): Committed<T> | null {
  const folder = fileURLToPath(new URL('results/', root));
  const found = globSync(`*/${files}`, { cwd: folder }).flatMap((path) => {
    const document = read(join(folder, path));
    const start = startedAt(document);
    return start === undefined ? [] : [{ machine: dirname(path), document, start: Date.parse(start) }];
  });
  const [first] = found.toSorted((a, b) => b.start - a.start);
  return first === undefined ? null : { machine: first.machine, document: first.document };
}

/** Reads what has no schema. */
export const parsed = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));
