/** A comparison for whoever reads it in a terminal; what a colour would say stands there in words and marks. */
import { styleText } from 'node:util';
import { plainText } from '@contend/record';
import { clip, padEnd, width, wrap } from '@contend/report/layout';
import { BASELINE } from '@contend/report/standing';
import { counted } from '@contend/report/units';
import type { Terminal } from '../cli/print.ts';
import type { ComparedCell, ComparisonDocument, Identity, LoneCell } from './document.ts';
import { show } from './fields.ts';
import { FIGURES, finding, heading, loneFinding, verdictLine, versions, where } from './words.ts';

const MIN_COLUMNS = 60;
const MIN_NAME = 12;
const INDENT = '  ';

const plain = (text: string): string => plainText(text, 160);

/** Lines without a newline at the end. */
export function renderComparison(document: ComparisonDocument, { columns, colour }: Terminal): string {
  const across = Math.max(MIN_COLUMNS, columns);
  const { verdict, base, head, differences, notes, cells, sameHost } = document;
  const rows = [...cells, ...document.onlyInBase, ...document.onlyInHead].map(rowOf(document));
  const name = Math.max(...rows.map(({ name }) => width(name)));
  const place = Math.max(...rows.map(({ place }) => width(place)));
  // At least half of a line is for the finding.
  const widths = { name: Math.max(MIN_NAME, Math.min(name, Math.floor(across / 2) - place - 6)), place };
  const section = (title: string, members: readonly (ComparedCell | LoneCell)[]): string[] => {
    if (members.length === 0) return [];
    return ['', ...wrap(title, across), ...members.flatMap((cell) => row(rowOf(document)(cell), widths, across))];
  };
  const sections = [...Map.groupBy(cells, heading)].flatMap(([title, members]) => section(title, members));
  const style = verdict === 'regression' ? 'red' : 'green';
  const paint = (line: string) => (colour ? styleText(['bold', style], line, { validateStream: false }) : line);
  const figures = sameHost ? FIGURES : `time per increment relative to ${BASELINE}, BASE → HEAD (95 % intervals), rank`;
  return [
    ...wrap(verdictLine(document), across).map(paint),
    ...[base, head].flatMap(({ path, runs }, side) =>
      wrap(`${side === 0 ? 'BASE' : 'HEAD'} ${plain(path)}, ${counted(runs, 'run')}`, across),
    ),
    ...notes.flatMap(({ message }) => wrap(`! ${plain(message)}`, across)),
    ...differences.flatMap(({ field, base, head }) => wrap(`${field}: ${show(base)} against ${show(head)}`, across)),
    ...versions(cells, plain).flatMap((change) => wrap(`strategyVersion: ${change}`, across)),
    '',
    ...wrap(figures, across),
    ...sections,
    ...section('only in HEAD', document.onlyInHead),
    ...section('only in BASE', document.onlyInBase),
  ].join('\n');
}

interface Row {
  name: string;
  place: string;
  says: string;
  /** The command that shows a regression of the count again. */
  again: string | null;
}

function rowOf(document: ComparisonDocument): (cell: ComparedCell | LoneCell) => Row {
  const all: Identity[] = [...document.cells, ...document.onlyInBase, ...document.onlyInHead];
  const varies = (part: keyof Identity) => new Set(all.map((cell) => cell[part])).size > 1;
  return (cell) => ({
    name: plain(cell.strategy) + (cell.guest ? ' (guest)' : ''),
    place: [
      plain(where(cell)),
      ...(varies('workload') ? [plain(cell.workload)] : []),
      ...(varies('runtime') ? [plain(cell.runtime)] : []),
      ...(cell.pinned === false && cell.world !== 'tasks' ? ['not pinned'] : []),
    ].join(', '),
    says: 'outcome' in cell ? finding(cell, document, plain) : loneFinding(cell),
    again: cell.regression && !('speed' in cell && cell.speed !== null) ? plainText(cell.reproduce, 300) : null,
  });
}

function row({ name, place, says, again }: Row, widths: { name: number; place: number }, across: number): string[] {
  const start = `${INDENT}${padEnd(clip(name, widths.name), widths.name)}  ${padEnd(place, widths.place)}  `;
  const indent = INDENT.repeat(2);
  const more = again === null ? [] : wrap(`reproduce: ${again}`, across - indent.length).map((line) => indent + line);
  // A place of someone's own may fill the line: what it says then starts the next.
  if (width(start) > across / 2 + 2) {
    const lines = wrap(`${name}  ${place}`, across - INDENT.length).map((line) => INDENT + line);
    return [...lines, ...wrap(says, across - indent.length).map((line) => indent + line), ...more];
  }
  const hanging = ' '.repeat(width(start));
  const [first = '', ...rest] = wrap(says, across - hanging.length);
  return [start + first, ...rest.map((line) => hanging + line), ...more];
}
