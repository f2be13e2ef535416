import type { ContendRecord } from '@contend/record';
import { expect, test } from 'vitest';
import { comparisonOf } from './comparison.ts';
import { base, head, side, thread } from './fixture.ts';
import { renderMarkdown } from './markdown.ts';

const CELLS = [thread('atomic/add', 14), thread('spinlock/tas', 45)];
const slower = CELLS.map((cell) => (cell.strategy === 'spinlock/tas' ? { ...cell, ns: 90 } : cell));
const wrong = CELLS.map((cell) => ({ ...cell, verdict: 'lost-updates' as const }));

test('the verdict is the first line, and the regressions are the first rows', () => {
  const lines = renderMarkdown(comparisonOf(base(7, CELLS), head(7, slower))).split('\n');
  expect(lines[0]).toBe('**✗ REGRESSION: 1 slower, 1 without a called difference (threshold 1 %)**');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('| -')) + 1);
  expect(table[0]).toMatch(
    /^\| ✗ SLOWER \| `spinlock\/tas` \| `2 threads`, `hot`, `node` \| [\d.]+ \([\d.]+ – [\d.]+\) \|$/,
  );
  expect(table[1]).toMatch(/^\| = no difference called \| `atomic\/add` \|/);
});

test('nothing worse says so; single runs send to ab in each row', () => {
  const lines = renderMarkdown(comparisonOf(base(1, CELLS), head(1, slower))).split('\n');
  expect(lines[0]).toBe('**✓ nothing worse: 2 whose speed was not compared (threshold 1 %)**');
  const rows = lines.filter((line) => line.startsWith('| ?'));
  expect(rows).toHaveLength(2);
  for (const row of rows)
    expect(row).toMatch(/^\| \? not comparable between single runs: run contend ab A B \|.* [\d.]+ \|$/);
});

test('a wrong count comes with the command that shows it again', () => {
  const markdown = renderMarkdown(comparisonOf(base(1, CELLS), head(1, wrong)));
  expect(markdown).toContain(
    'HEAD lost 20 %; BASE exact; PROMISE BROKEN; reproduce: `npx contend run --strategies atomic/add',
  );
});

const HOSTILE = [
  'a|b',
  '\\|',
  'back\\',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![pixel](http://example.org/p.png)',
  '`code` `` @someone ``',
  '` @someone',
  '@someone someone@example.org @org/team',
  '**bold** _soft_ ~~gone~~',
  '&lt;script&gt; &#64;someone',
  'https://example.org www.example.org',
  '#1 owner/repository#1 0123456789abcdef0123456789abcdef01234567',
  '$x$ $`y`$',
  '<!-- hidden',
  ' ',
  '',
];

/** What remains of a line outside of code spans. None of our spans holds a backtick. */
const outside = (line: string) => line.replace(/`[^`]*`/g, 'X');

test('no string of a record leaves its code span or its cell of the table', () => {
  for (const hostile of HOSTILE) {
    const plant = (version: string) => (record: ContendRecord) => {
      record.host.cpu.model = hostile + version;
      record.suite.version = hostile + version;
      record.plan.workloads = [];
      for (const cell of record.cells) {
        cell.strategy = `${hostile}${cell.strategy === 'atomic/add' ? '' : '2'}`;
        cell.strategyVersion = hostile + version;
        cell.world = `${hostile}s`;
        cell.workload = hostile;
        cell.runtime = hostile;
        cell.reproduce = hostile;
        cell.reason = hostile;
      }
      return record;
    };
    const record = (made: ReturnType<typeof base>, version: string) => plant(version)(made.runs[0].record);
    const cells = [CELLS[0] as (typeof CELLS)[0], { ...(CELLS[1] as (typeof CELLS)[0]), verdict: 'overlap' as const }];
    const document = comparisonOf(
      side('BASE', [record(base(1, CELLS), '')]),
      side('HEAD', [record(head(1, cells), '.')]),
    );
    for (const row of [...document.cells, ...document.cells])
      document.onlyInHead.push({ ...row, count: row.count.head, strategyVersion: hostile });
    const lines = renderMarkdown(document).split('\n');
    expect(lines[0]).toMatch(/^\*\*✗ REGRESSION/);
    for (const line of lines) {
      // An odd tick would open a span that swallows what follows.
      expect(line.match(/`/g)?.length ?? 0, line).toSatisfy((ticks: number) => ticks % 2 === 0);
      if (line.startsWith('|')) expect(line.match(/\|/g), line).toHaveLength(5);
      expect(line, line).not.toMatch(/\\[`|]/);
      expect(outside(line), line).not.toMatch(/[@<&[\]\\$~]|:\/\/|www|someone|example|bold|hidden|#\d/);
    }
    expect(lines.join()).not.toContain('``');
    expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(2 + 2 + 4);
  }
});
