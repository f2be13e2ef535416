/** What the README shows of one machine: its newest record, on the terminal and in its report. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRecord, recordFiles } from '@contend/record';
import { renderSummary } from '@contend/report';
import { fill } from './fill.ts';
import { newestHits, websiteTable } from './hits.ts';
import { MACHINE } from './locks/source.ts';
import { ROOT } from './page.ts';

export const README = new URL('README.md', ROOT);

const FOLDER = `results/${MACHINE}`;
/** As wide as a page shows without scrolling. */
const COLUMNS = 88;

/** @returns the page as it should be, from the page as it is */
export function generatedReadme(): string {
  const contents = {
    website: websiteTable(newestHits(ROOT)),
    sample: `\`\`\`\n${sample()}\n\`\`\``,
    recommended: recommended(readFileSync(new URL(`${FOLDER}/report.md`, ROOT), 'utf8')),
    'lost-picture': `![Share of updates lost](${FOLDER}/lost.svg)`,
    'gap-picture': `![Throughput against the longest gap](${FOLDER}/gap.svg)`,
    source: `The pictures are from a small virtual machine: [its report](${FOLDER}/report.md), [its records](${FOLDER}).`,
  };
  return fill(readFileSync(README, 'utf8'), new Map(Object.entries(contents)));
}

/** The part on threads of what the newest record's run printed at its end. */
function sample(): string {
  const newest = recordFiles(fileURLToPath(new URL(FOLDER, ROOT)))
    .map((path) => readRecord(path).record)
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))[0];
  if (newest === undefined) throw new Error(`no record of ${MACHINE} is committed: npx turbo run bench`);
  const parts = renderSummary(newest, { columns: COLUMNS, colour: false }).split('\n\n');
  const threads = parts.find((part) => part.startsWith('THREADS'));
  if (threads === undefined)
    throw new Error(`the newest record of ${MACHINE} measured no threads: npx turbo run bench`);
  return threads;
}

/** The recommendations of a report, without the rules by which they are made. */
function recommended(report: string): string {
  const [, list] = report.match(/^## What to use on this machine\n\n((?:- .*\n)+)/m) ?? [];
  if (list === undefined) throw new Error('the report has no recommendations: npx turbo run report');
  return list.trimEnd();
}
