import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { renderMarkdownTable } from './markdown.ts';

const threads = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 4,
  ns,
  noise: 0.02,
  ...rest,
});

const rows = (cells: SyntheticCell[], blocks = 12): string[] =>
  renderMarkdownTable(syntheticRecord({ cells, blocks })).split('\n').slice(2);

test('a row a cell: who, where, how fast, how wrong, how long, which rank', () => {
  const [add, tas] = rows([threads('spinlock/tas', 40), threads('atomic/add', 10)]);
  expect(add).toMatch(
    /^\| `atomic\/add` \| `threads` \| 4 \| [\d.]+ M\/s \([\d.]+ M – [\d.]+ M\) \| ✓ none \| \d+ ns \| [\d.]+ ns, \d+ % of 2 cores \| – \| 1 \|$/,
  );
  expect(tas).toMatch(/^\| `spinlock\/tas` \|.* \| 2 \|$/);
});

test('a wrong count has no rank, stands below the right ones, and says whether it was to be expected', () => {
  const wrong = threads('unlocked/plain', 2, { verdict: 'lost-updates', lostShare: 0.4, promised: false });
  const [, expected, broken] = rows([
    wrong,
    threads('spinlock/ttas', 20, { verdict: 'lost-updates', lostShare: 0.001 }),
    threads('atomic/add', 10),
  ]);
  expect(expected).toContain('| ✗ 40 %, expected |');
  expect(expected).toMatch(/\| – \|$/);
  expect(broken).toContain('| ✗ **0.1 %, promise broken** |');
});

test('a cell without a figure and a run without ranks say so', () => {
  expect(rows([threads('a/b', 10, { verdict: 'time-limit' })])[0]).toBe(
    '| `a/b` | `threads` | 4 | – | ! time-limit | – | – | – | – |',
  );
  expect(rows([threads('a/b', 10)], 2)[0]).toMatch(/\| [\d.]+ M\/s \| ✓ none \| .* \| not ranked \|$/);
});

test('a lock that one contender kept is said to be so', () => {
  expect(rows([threads('a/b', 10, { handoffs: 0 })])[0]).toContain(', one contender kept it |');
});

test('CPU time stands beside what the threads did with it, where threads wait for each other', () => {
  const spinning = { threads: { busy: 0.5, voluntary: 0, involuntary: 140 } };
  const alone = { contenders: 1, threads: { busy: 0.98, voluntary: 0, involuntary: 0 } };
  const [one, four] = rows([threads('a/b', 50, { ...spinning, noise: 0 }), threads('a/b', 50, { ...alone, noise: 0 })]);
  expect(four).toMatch(/\| 100 ns, [> .\d]+ % of 2 cores \| spins, pre-empted \|/);
  expect(one).toMatch(/\| 49\.0 ns \| – \|/);
});

test('workloads get a column once there are several', () => {
  const several = renderMarkdownTable(
    syntheticRecord({ cells: [threads('a/b', 9), threads('a/b', 9, { workload: 'typical' })] }),
  );
  expect(several).toContain('| contenders | workload |');
  expect(renderMarkdownTable(syntheticRecord())).not.toContain('workload');
});

test('no string of a record becomes Markdown or HTML', () => {
  const hostile = [
    'a|b',
    '<img src=x onerror=alert(1)>',
    '[click](javascript:alert(1))',
    '![pixel](http://example.org/p.png)',
    '`code`',
    '**bold** _soft_ ~~gone~~',
    '&lt;script&gt;',
    'https://example.org www.example.org someone@example.org',
    'line\nbreak\r\n| new | row |',
    '\\| escaped already',
    '#1 @someone $x$',
  ];
  const table = rows(hostile.map((strategy) => threads(strategy, 10)));
  expect(table).toHaveLength(hostile.length);
  for (const row of table) {
    // None of our code spans holds a backtick, so what is left without them is ours.
    const ours = row.replace(/`[^`]*`/g, '');
    expect(ours.match(/\|/g)).toHaveLength(10);
    expect(row.match(/\|/g)).toHaveLength(10);
    expect(ours).toMatch(/^[\w\s|.,:%–✓()/]*$/);
  }
});
