/** The pictures of many machines with the tables behind them. */
import type { ComponentChildren, VNode } from 'preact';
import { pathOf } from '../charts/palette.ts';
import { inline } from '../format/html/blocks.ts';
import { shapeNode } from '../format/html/drawing.ts';
import { h } from '../format/html/element.ts';
import { swatch } from '../format/html/legend.ts';
import { counted } from '../format/units.ts';
import { type Block, type Inline, untrusted, value } from '../story/block.ts';
import type { Grid } from './grid.ts';
import { linesOf } from './pictures/curves.ts';
import { HEATS } from './pictures/heat.ts';
import { matrixOf } from './pictures/matrix.ts';
import { COLOURS, multiplesOf } from './pictures/multiples.ts';
import { slopesOf } from './pictures/slopes.ts';
import { nameOf } from './pictures/text.ts';
import { inversionWord, listed } from './setting-tables.ts';
import type { Setting } from './settings.ts';
import { blocksNode, relativeWord, rowName, trouble } from './words.ts';

export function more(title: Inline, ...children: readonly ComponentChildren[]): VNode {
  return h('details', {}, h('summary', {}, inline(title)), ...children);
}

/** Wider than the page it moves in a box of its own, by keyboard too. */
function scrolling(label: string, ...children: readonly VNode[]): VNode {
  return h('div', { class: 'moving', role: 'group', 'aria-label': label, tabindex: 0 }, ...children);
}

export function matrixNode(grid: Grid): VNode {
  const label = `Strategies by machines, ${grid.load.title}`;
  const { names, cells } = matrixOf(grid, label);
  return h(
    'figure',
    {},
    scrolling(label, h('div', { class: 'matrix' }, shapeNode(names), shapeNode(cells))),
    heatLegend(),
    h(
      'figcaption',
      {},
      'Colour: time per increment relative to ',
      h('code', {}, 'atomic/add'),
      ' on the same machine. Number: rank on that machine, 1 + how many were called faster; all framed 1s share the first place. No number: too few forks to call any difference. Empty: not measured.',
    ),
    more(['The same as a table, with 95 % intervals'], blocksNode([gridTable(grid)])),
  );
}

function heatLegend(): VNode {
  const box = (kind: string, inside: VNode | null = null): VNode =>
    h(
      'svg',
      { viewBox: '0 0 16 16', class: 'swatch', 'aria-hidden': 'true' },
      h('rect', { class: kind, x: 1, y: 1, width: 14, height: 14, rx: 2 }),
      inside,
    );
  return h(
    'ul',
    { class: 'legend' },
    HEATS.map(({ words }, step) => h('li', {}, box(`heat h${step}`), words)),
    h(
      'li',
      {},
      box('heat wrong', h('path', { class: 'crossed', d: 'M4,4l8,8m0,-8l-8,8' })),
      'count wrong or no result',
    ),
    h('li', {}, box('best'), 'nothing was called faster'),
  );
}

function gridTable({ rows, columns, load }: Grid): Block {
  return {
    kind: 'table',
    caption: ['Rank, and time per increment relative to ', untrusted('atomic/add'), ` (95 % interval): ${load.title}`],
    head: [{ title: ['Strategy'] }, ...columns.map(({ lines }) => ({ title: [lines.join(', ')], number: true }))],
    rows: rows.map((row) => ({
      values: [
        rowName(row),
        ...row.cells.map((cell) => trouble(cell.entry) ?? value(`${cell.rank ?? '–'}: ${relativeWord(cell)}`)),
      ],
    })),
  };
}

/** @returns `null` where no two machines are ranked */
export function slopesNode(grid: Grid): VNode | null {
  const label = `Ranks from machine to machine, ${grid.load.title}`;
  const slopes = slopesOf(grid, label);
  if (slopes === null) return null;
  const { drawing, inversions, shown, of } = slopes;
  const names = slopes.columns.map(({ lines }) => lines.join(', '));
  const said =
    inversions.length === 0
      ? 'No two strategies were called in opposite orders on these.'
      : `In colour and marked ⇅: ${counted(inversions.length, 'pair')} of strategies of which each was called faster than the other on some machine.`;
  return h(
    'figure',
    {},
    scrolling(label, shapeNode(drawing)),
    h(
      'figcaption',
      {},
      `${shown < of ? `The ${shown} of ${of} between which most orders turn. ` : ''}${said} Numbers: ranks among the strategies that are exact on all of these; equal ones were not told apart.`,
    ),
    inversions.length > 0 &&
      more(
        ['The orders that turn, in words'],
        blocksNode(listed(inversions.map((each) => inversionWord(each, grid.rows, names)))),
      ),
  );
}

/** @param settings of one world and one workload. @param tables of all of them */
export function multiplesNode(settings: readonly Setting[], names: readonly string[], tables: VNode): VNode | null {
  const all = linesOf(settings, names);
  const panels = multiplesOf(all);
  if (panels.length === 0) return null;
  const few = all.lines.length <= COLOURS;
  return h(
    'figure',
    {},
    few
      ? h(
          'ul',
          { class: 'legend' },
          all.lines.map((name, index) =>
            h('li', {}, swatch({ colour: index, mark: pathOf(index), floor: null }), name),
          ),
        )
      : h(
          'p',
          { class: 'note-line' },
          `Each thin line is one of ${all.lines.length} machines, the bold one their median.`,
        ),
    h(
      'div',
      { class: 'panels small' },
      panels.map(({ strategy, drawing }) =>
        h('div', { class: 'panel' }, h('p', {}, nameOf(strategy)), shapeNode(drawing)),
      ),
    ),
    h(
      'figcaption',
      {},
      'Time per increment relative to ',
      h('code', {}, 'atomic/add'),
      ` on the same machine with as many ${all.world}; one scale for all, bars are 95 % intervals. ✗ at the top: a count was wrong, or there was no result.`,
    ),
    more(['The same as tables, number by number of contenders'], tables),
  );
}
