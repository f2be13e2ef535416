import { describe, expect, test } from 'vitest';
import type { Shape } from '../../client/shape.ts';
import { run, thread } from '../fixture.ts';
import { type Grid, gridOf, loadsOf } from '../grid.ts';
import { stretchesOf } from '../history.ts';
import { type League, leaguesOf } from '../leagues.ts';
import type { Run } from '../run.ts';
import { settingsOf } from '../settings.ts';
import { linesOf } from './curves.ts';
import { heatOf } from './heat.ts';
import { matrixOf } from './matrix.ts';
import { COLOURS, multiplesOf } from './multiples.ts';
import { MOST_SLOPES, slopesOf } from './slopes.ts';
import { type Moment, timelineOf } from './timeline.ts';

const HERE = [thread('atomic/add', 10), thread('spinlock/tas', 40), thread('spinlock/ttas', 20)];
const THERE = [thread('atomic/add', 100), thread('spinlock/tas', 200), thread('spinlock/ttas', 500)];

function grid(...runs: Run[]): Grid {
  const [league] = leaguesOf(runs) as [League];
  const [load] = loadsOf(league);
  return gridOf(league, load as NonNullable<typeof load>, new Map()) as Grid;
}

/** Every shape of a class. */
function ofClass(drawing: Shape, name: string): Shape[] {
  const own = String(drawing.attributes.class ?? '').split(' ');
  const inside = drawing.children.flatMap((child) => (typeof child === 'string' ? [] : ofClass(child, name)));
  return own.includes(name) ? [drawing, ...inside] : inside;
}

function textsOf({ tag, children }: Shape): string[] {
  return children.flatMap((child) => (typeof child !== 'string' ? textsOf(child) : tag === 'text' ? [child] : []));
}

describe('who wins where', () => {
  test('has a colour and a rank for what is exact, a cross for what is not, and nothing for what was not measured', () => {
    const wrong = [...HERE.slice(0, 2), thread('spinlock/ttas', 1, { verdict: 'deadlock' })];
    const { cells, names } = matrixOf(grid(run('A', 1, wrong), run('B', 2, HERE.slice(0, 2))), 'x');
    expect(textsOf(names)).toEqual(['atomic/add', 'spinlock/tas', 'spinlock/ttas']);
    expect(ofClass(cells, 'heat')).toHaveLength(5);
    expect(ofClass(cells, 'crossed')).toHaveLength(1);
    expect(ofClass(cells, 'rank').flatMap(textsOf)).toEqual(['1', '1', '2', '2']);
    expect(ofClass(cells, 'best')).toHaveLength(2);
  });

  test('steps of colour rise with the time, and are none without a baseline', () => {
    expect([0.2, 1.25, 1.3, 1000].map(heatOf)).toEqual(['heat h0', 'heat h0', 'heat h1', 'heat h6']);
    expect(heatOf(null)).toBe('heat');
  });

  test('of many machines has upright heads, in which the number of contenders is never cut', () => {
    const long = Array.from({ length: 9 }, (_, index) =>
      run(`Imaginary ${index} ${'very '.repeat(20)}long`, 1 + index, HERE),
    );
    const heads = textsOf(matrixOf(grid(...long), 'x').cells).filter((text) => text.includes('…'));
    expect(heads).toHaveLength(9);
    for (const head of heads) expect(head).toMatch(/, 2 threads$/);
  });
});

describe('ranks from machine to machine', () => {
  test('colour the lines of two strategies whose order turned, and no others', () => {
    const slopes = slopesOf(grid(run('A', 1, HERE), run('B', 2, THERE)), 'x');
    expect(ofClass(slopes?.drawing as Shape, 'slope')).toHaveLength(3);
    expect(ofClass(slopes?.drawing as Shape, 'turned')).toHaveLength(2);
    expect(textsOf(slopes?.drawing as Shape).filter((text) => text.includes('⇅'))).toHaveLength(4);
    const same = slopesOf(grid(run('A', 1, HERE), run('B', 2, HERE)), 'x');
    expect(ofClass(same?.drawing as Shape, 'turned')).toEqual([]);
  });

  test('of many machines show those between which most orders turn', () => {
    const many = Array.from({ length: 8 }, (_, index) => run(`A${index}`, 1 + index, HERE));
    const slopes = slopesOf(grid(...many, run('Z', 9, THERE)), 'x');
    expect(slopes).toMatchObject({ shown: MOST_SLOPES, of: 9 });
    expect(slopes?.columns.map(({ machine }) => machine)).toContain('z-unknown-family-2-cores-linux-x64');
  });

  test('are none of one machine', () => {
    expect(slopesOf(grid(run('A', 1, HERE)), 'x')).toBeNull();
  });
});

describe('one strategy on all machines', () => {
  const panels = (...runs: Run[]) =>
    multiplesOf(
      linesOf(
        settingsOf(runs.map((each) => [each])),
        runs.map((_, index) => `M${index}`),
      ),
    );

  test('has a line for each machine, in its colour, and crosses where a count was wrong', () => {
    const wrong = [...HERE, thread('spinlock/tas', 1, { contenders: 4, verdict: 'lost-updates' })];
    const all = panels(run('A', 1, wrong), run('B', 2, HERE));
    expect(all.map(({ strategy }) => strategy)).toEqual(['atomic/add', 'spinlock/ttas', 'spinlock/tas']);
    const [, , tas] = all;
    expect(ofClass(tas?.drawing as Shape, 'line').map(({ attributes }) => attributes.class)).toEqual([
      'line c0',
      'line c1',
    ]);
    expect(ofClass(tas?.drawing as Shape, 'mark')).toHaveLength(2);
    expect(ofClass(tas?.drawing as Shape, 'crossed')).toHaveLength(1);
  });

  test('of more machines than colours has their median', () => {
    const many = Array.from({ length: COLOURS + 1 }, (_, index) => run(`A${index}`, 1 + (index % 9), HERE));
    const [first] = panels(...many);
    expect(ofClass(first?.drawing as Shape, 'many')).toHaveLength(COLOURS + 1);
    expect(ofClass(first?.drawing as Shape, 'middle')).toHaveLength(1);
  });
});

describe('a machine over time', () => {
  const moved = ({ host }: { host: { kernel: string } }) => Object.assign(host, { kernel: '7.0.0' });
  function drawing(...runs: Run[]): Shape {
    const all = stretchesOf(runs).flatMap(({ runs }, stretch) => runs.map((each) => ({ each, stretch })));
    const [setting] = settingsOf(all.map(({ each }) => [each]));
    const row = setting?.rows.find(({ strategy }) => strategy === 'spinlock/tas');
    const moments = all.map(
      ({ each, stretch }, place): Moment => ({
        ...{ time: each.startedAt, stretch },
        entry: row?.entries[place] ?? null,
      }),
    );
    return timelineOf('spinlock/tas', moments);
  }

  test('is a line of points with intervals, which ends where the host changed', () => {
    const still = drawing(run('A', 1, HERE), run('A', 2, HERE));
    expect(ofClass(still, 'mark')).toHaveLength(2);
    expect(ofClass(still, 'band')).toHaveLength(2);
    expect(ofClass(still, 'line')).toHaveLength(1);
    expect(ofClass(still, 'break')).toEqual([]);
    const broken = drawing(run('A', 1, HERE), run('A', 2, HERE, moved), run('A', 3, HERE, moved));
    expect(ofClass(broken, 'line')).toHaveLength(2);
    expect(ofClass(broken, 'break')).toHaveLength(1);
  });

  test('marks a new version of the strategy', () => {
    const newer = run('A', 2, HERE, ({ cells }) => Object.assign(cells[1] as object, { strategyVersion: '2.0.0' }));
    expect(textsOf(drawing(run('A', 1, HERE), newer))).toEqual(expect.arrayContaining(['v1', 'v2']));
    expect(textsOf(drawing(run('A', 1, HERE), run('A', 2, HERE)))).not.toContain('v1');
  });

  test('crosses a wrong count, and draws no speed of it', () => {
    const wrong = [HERE[0], thread('spinlock/tas', 1, { verdict: 'lost-updates' })] as typeof HERE;
    const crossed = drawing(run('A', 1, HERE), run('A', 2, wrong));
    expect(ofClass(crossed, 'mark')).toHaveLength(1);
    expect(ofClass(crossed, 'crossed')).toHaveLength(1);
  });
});
