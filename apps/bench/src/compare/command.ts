/** `contend compare`: is HEAD worse than BASE, where two records, or two folders of runs, can tell? */
import { THRESHOLD } from '@contend/stats';
import { Failure, STATUS } from '../cli/failure.ts';
import { amount } from '../cli/flags.ts';
import { print, printJson, terminal } from '../cli/print.ts';
import { comparisonOf } from './comparison.ts';
import { limitedTo } from './limited.ts';
import { renderMarkdown } from './markdown.ts';
import { readSide, type Side } from './side.ts';
import { renderComparison } from './terminal.ts';

export interface CompareFlags {
  /** Percent. */
  threshold?: string;
  runtime?: string;
  json: boolean;
  markdown: boolean;
}

export async function compare(base: string, head: string, flags: CompareFlags): Promise<number> {
  const { json, markdown } = flags;
  if (json && markdown) throw new Failure('flag', '--json and --markdown exclude each other: give one of them');
  const threshold = flags.threshold === undefined ? THRESHOLD : amount('--threshold', flags.threshold, 0, 1_000) / 100;
  const side = (name: Side['name'], path: string) => limitedTo(readSide(name, path), flags.runtime);
  const document = comparisonOf(side('BASE', base), side('HEAD', head), threshold);
  if (json) await printJson(document);
  else if (markdown) await print(`${renderMarkdown(document)}\n`);
  else await print(`${renderComparison(document, terminal(process.stdout))}\n`);
  return document.verdict === 'regression' ? STATUS.broken : STATUS.held;
}
