/** The lines of a source file that the reader is shown: read from the source of what runs, so that they cannot differ. */
import { readFile } from 'node:fs/promises';
import { sourceOf } from '../catalogue/source.ts';

const REGION = /^ *\/\/ #region shown\n(.*?)^ *\/\/ #endregion$/gms;

/**
 * @param source URL of the file that runs
 * @returns the lines between `// #region shown` and `// #endregion`, without the indentation that all of them share
 */
export async function shownCode(source: string): Promise<string[]> {
  const text = await readFile(new URL(sourceOf(source)), 'utf8');
  const lines = [...text.matchAll(REGION)].flatMap(([, region]) => (region as string).trimEnd().split('\n'));
  if (lines.length === 0)
    throw new Error(`${source} marks no lines to show: put them between #region shown and #endregion`);
  const indents = lines.filter((line) => line !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared));
}
