/** A website's hit counter as files: its page, and its pictures for wherever else they are shown. */
import { join } from 'node:path';
import type { Hits } from '@contend/documents';
import { replaceFile } from '@contend/record';
import { hitsLostChart } from './charts/hits-lost.ts';
import { hitsSpeedChart } from './charts/hits-speed.ts';
import { renderHits } from './format/html/hits.ts';
import { toSvg } from './format/svg.ts';
import { HITS_PAGE } from './story/hits/story.ts';

/**
 * Writes `hits.html`, `hits-speed.svg` and `hits-lost.svg`, in place of those there.
 *
 * @param directory exists already
 * @returns the paths of the files, in that order
 * @throws what the file system says; a file is then the old one or the new one, never half of one
 */
export async function writeHits(hits: Hits, directory: string): Promise<string[]> {
  const files = {
    [HITS_PAGE.file]: renderHits(hits),
    'hits-speed.svg': `${toSvg(hitsSpeedChart(hits))}\n`,
    'hits-lost.svg': `${toSvg(hitsLostChart(hits))}\n`,
  };
  return Object.entries(files).map(([name, text]) => {
    const path = join(directory, name);
    replaceFile(path, text);
    return path;
  });
}
