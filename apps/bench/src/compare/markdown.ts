/** A comparison as a comment on a pull request. */
import { codeSpan as code } from '@contend/report/code-span';
import { BASELINE } from '@contend/report/standing';
import { counted } from '@contend/report/units';
import { markdownTable } from 'markdown-table';
import type { ComparedCell, ComparisonDocument, Identity, LoneCell } from './document.ts';
import { show } from './fields.ts';
import { FIGURES, finding, heading, loneFinding, verdictLine, versions, where } from './words.ts';

/** GitHub-flavoured Markdown without a newline at the end: the verdict first, then what is worse, then the rest. */
export function renderMarkdown(document: ComparisonDocument): string {
  const { base, head, differences, notes, cells, sameHost } = document;
  const figures = sameHost ? FIGURES : `time per increment relative to ${BASELINE}, BASE → HEAD (95 % intervals), rank`;
  const sides = [base, head].map(
    ({ path, runs }, side) => `${side === 0 ? 'BASE' : 'HEAD'} ${code(path)}, ${counted(runs, 'run')}`,
  );
  const facts = [
    ...notes.map(({ message }) => prose(message)),
    ...differences.map((each) => `${code(each.field)}: ${code(show(each.base))} against ${code(show(each.head))}`),
    ...versions(cells, code).map((change) => `strategy version: ${change}`),
  ];
  const rows = [
    ...cells.map((cell) => [prose(heading(cell)), ...identity(cell), finding(cell, document, code) + again(cell)]),
    ...document.onlyInHead.map((cell) => ['only in HEAD', ...identity(cell), loneFinding(cell) + again(cell)]),
    ...document.onlyInBase.map((cell) => ['only in BASE', ...identity(cell), loneFinding(cell) + again(cell)]),
  ];
  return [
    `**${prose(verdictLine(document))}**`,
    '',
    sides.join('; '),
    '',
    ...(facts.length === 0 ? [] : [...facts.map((fact) => `- ${fact}`), '']),
    markdownTable([['', 'strategy', 'where', figures], ...rows], { alignDelimiters: false }),
  ].join('\n');
}

function identity(cell: ComparedCell | LoneCell): [string, string] {
  const { workload, runtime, pinned, world, guest }: Identity & { guest: boolean } = cell;
  const loose = pinned === false && world !== 'tasks' ? ', not pinned' : '';
  return [
    code(cell.strategy) + (guest ? ' (guest)' : ''),
    `${code(where(cell))}, ${code(workload)}, ${code(runtime)}${loose}`,
  ];
}

function again(cell: ComparedCell | LoneCell): string {
  if (!cell.regression || ('speed' in cell && cell.speed !== null)) return '';
  return `; reproduce: ${code(cell.reproduce, 300)}`;
}

/** Our own sentences: no string of a record is in them. */
const prose = (sentence: string): string => sentence.replaceAll('|', '∣');
