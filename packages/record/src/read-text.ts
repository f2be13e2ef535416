import { readdirSync, readFileSync } from 'node:fs';

/** The text of a file, or `null` where there is none. */
export type ReadText = (path: string) => string | null;
/** The names in a folder; none where there is no folder. */
export type List = (path: string) => string[];

export const readText: ReadText = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

export const list: List = (path) => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};
