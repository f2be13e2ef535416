/** What a reader came for, before any picture: the fastest lock of each machine, and how sure that is. */
import type { VNode } from 'preact';
import { inline } from '../format/html/blocks.ts';
import { h } from '../format/html/element.ts';
import { counted, times } from '../format/units.ts';
import { type Inline, namesOf, untrusted } from '../story/block.ts';
import { type Answer, answersOf } from './answers.ts';
import type { Grid, GridColumn } from './grid.ts';
import type { League } from './leagues.ts';
import type { Run } from './run.ts';
import { machineLink, minute, relativeWord } from './words.ts';

/** Named as not told apart from the first; of more their number is told. */
const NAMED = 3;
/** More machines scroll in a box, so that the pictures are not pages away. */
const LONG = 10;

/** @param grids under which loads the question is asked */
export function answersNode(league: League, grids: readonly Grid[], names: ReadonlyMap<string, string>): VNode {
  const asked = grids.map((grid) => ({ grid, answers: answersOf(grid) }));
  const head = ['Machine', ...asked.flatMap(({ grid }) => [titleOf(grid), 'How sure']), 'Measured (UTC)'];
  const cell = (column: number, ...children: readonly (VNode | string)[]): VNode =>
    h('td', { 'data-head': head[column] }, ...children);
  return h(
    'div',
    { class: league.entrants.length > LONG ? 'table answers long' : 'table answers', role: 'group', tabindex: 0 },
    h(
      'table',
      {},
      h(
        'caption',
        {},
        'The fastest lock of each machine that counted exactly in every one of its cells; × is its time per increment relative to atomic/add beside it.',
      ),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        league.entrants.map(({ machine, runs }) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, machineLink(machine, names)),
            asked.flatMap(({ grid, answers }, index) => {
              const found = grid.columns.flatMap((column, place) =>
                column.machine === machine ? [{ column, answer: answers[place] as Answer }] : [],
              );
              return [
                cell(
                  1 + 2 * index,
                  ...lines(found.map(({ column, answer }) => lockWord(column, answer, found.length > 1))),
                ),
                cell(2 + 2 * index, ...lines(found.map(({ answer }) => sureWord(answer)))),
              ];
            }),
            cell(head.length - 1, measuredWord(runs)),
          ),
        ),
      ),
    ),
  );
}

const titleOf = ({ load }: Grid): string =>
  load.world === 'threads'
    ? 'Among threads, as many as cores, at least 2'
    : load.world === 'machines'
      ? 'Among clients of a server'
      : `Among ${load.world}`;

const lines = (all: readonly Inline[]): VNode[] => all.map((each) => h('div', {}, inline(each)));

function lockWord(
  { lines: [, contenders = '', runtime = ''] }: GridColumn,
  { leaders }: Answer,
  several: boolean,
): Inline {
  const [first] = leaders;
  const where: Inline = several ? [' (', untrusted(runtime), ')'] : [];
  if (first === undefined) return ['no lock was exact throughout', ...where];
  const figures = [...(first.ratio === null ? [] : [`${relativeWord(first)} ×`]), contenders];
  return [{ strong: first.strategy }, ` ${figures.join(', ')}`, ...where];
}

export function sureWord({ leaders: [first, ...others], among, ranked }: Answer): Inline {
  if (first === undefined) return ['–'];
  if (!ranked) return ['not sure: too few forks to call any difference'];
  if (among === 1) return ['the only lock measured'];
  if (others.length === 0)
    return [`called faster than ${among === 2 ? 'the other lock' : `each of ${among - 1} other locks`}`];
  const named = others.slice(0, NAMED).map(({ strategy }) => strategy);
  const rest = others.length - named.length;
  const ahead = others.length + 1 < among ? `, faster than the other ${among - 1 - others.length}` : '';
  return ['not told apart from ', ...namesOf(named), rest > 0 ? ` and ${rest} more` : '', ahead];
}

function measuredWord(runs: readonly Run[]): string {
  const newest = runs.at(-1) as Run;
  const forks = Math.max(0, ...newest.cells.map(({ series }) => series.size));
  return `${minute(newest.startedAt)}, ${counted(runs.length, 'run')} of up to ${counted(forks, 'fork')}`;
}

/** The first answer in a sentence, for who sees the page's preview alone. */
export function answerSentence(grid: Grid): string {
  const answers = answersOf(grid);
  const said = grid.columns.flatMap(({ lines: [name] }, place) => {
    const [first] = answers[place]?.leaders ?? [];
    return first === undefined
      ? []
      : [`${name}: ${first.strategy}${first.ratio === null ? '' : ` (${times(first.ratio)} × atomic/add)`}`];
  });
  return said.slice(0, 3).join('; ');
}
