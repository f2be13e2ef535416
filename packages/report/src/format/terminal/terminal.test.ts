import { stripVTControlCharacters } from 'node:util';
import { type SyntheticCell, type SyntheticRecord, syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { width } from '../layout.ts';
import { renderSummary } from './terminal.ts';

const threads = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 4,
  ns,
  noise: 0.02,
  ...rest,
});
const summary = (options: SyntheticRecord, columns = 100): string =>
  renderSummary(syntheticRecord({ blocks: 14, ...options }), { columns, colour: false });
const lineWith = (text: string, part: string): string => text.split('\n').find((line) => line.includes(part)) ?? '';
const rowOf = (text: string, strategy: string): string =>
  text.split('\n').find((line) => line.startsWith(strategy)) ?? '';

const FAST_BUT_WRONG = threads('unlocked/plain', 2, { verdict: 'lost-updates', lostShare: 0.37, promised: false });
const EXACT = [threads('atomic/add', 10), threads('spinlock/tas', 40)];

const hasControlCharacters = (line: string): boolean => /[\p{Cc}\p{Cf}]/u.test(line);

describe('counts', () => {
  test('a loss that was never promised away is called expected', () => {
    const text = summary({ cells: [...EXACT, FAST_BUT_WRONG] });
    expect(lineWith(text, '✗ unlocked/plain')).toMatch(/lost 37 % of [\d.]+ [kMG] with 4 threads \(expected\)$/);
    expect(text).not.toContain('BROKEN');
  });

  test('a broken promise is shouted before anything else, with the command that shows it again', () => {
    const broken = threads('spinlock/ttas', 30, { verdict: 'lost-updates', lostShare: 0.001 });
    const lines = summary({ cells: [...EXACT, FAST_BUT_WRONG, broken] }).split('\n');
    expect(lines[1]).toContain('✗ 1 PROMISE BROKEN');
    expect(lines[2]).toContain('✗ PROMISE BROKEN: spinlock/ttas lost 0.1 %');
    expect(lines.slice(2, 6).join(' ')).toContain('reproduce: npx contend run --strategies spinlock/ttas');
  });

  test('a guest that lets two in at once breaks its promise even if nothing was lost', () => {
    const text = summary({ cells: [...EXACT, threads('guests/leaky', 90, { verdict: 'overlap', guest: true })] });
    expect(lineWith(text, 'BROKEN:')).toContain('guests/leaky (guest) let contenders in together with 4 threads');
  });

  test('a cell that did not finish says why', () => {
    const text = summary({ cells: [...EXACT, threads('guests/forgetful', 50, { verdict: 'deadlock' })] });
    expect(lineWith(text, '! guests/forgetful')).toContain('deadlock with 4 threads (no progress and no CPU time');
    expect(rowOf(text, 'guests/forgetful')).toContain('! deadlock');
  });

  test('one line a strategy, with every number of contenders it went wrong with', () => {
    const cells = [2, 4].map((contenders) => ({ ...FAST_BUT_WRONG, contenders, lostShare: contenders / 10 }));
    expect(lineWith(summary({ cells }), '✗ unlocked/plain')).toMatch(/lost 40 % of .* with 4 threads, 20 % with 2/);
  });

  test('all is said to be well only if it is', () => {
    expect(lineWith(summary({ cells: EXACT }), 'COUNTS')).toBe('COUNTS  ✓ 2 of 2 cells exact');
    expect(lineWith(summary({ cells: [...EXACT, FAST_BUT_WRONG] }), 'COUNTS')).toContain('✓ 2 of 3 cells exact');
    expect(summary({ cells: [] })).toContain('nothing was measured');
  });
});

describe('speed', () => {
  test('a wrong count is never ranked, even by a record that does', () => {
    const record = syntheticRecord({ cells: [...EXACT, FAST_BUT_WRONG], blocks: 14 });
    for (const cell of record.cells) if (cell.verdict === 'lost-updates') cell.rank = 1;
    const text = renderSummary(record, { columns: 100, colour: false });
    expect(lineWith(text, '4 threads  fastest')).toContain('fastest atomic/add');
    expect(rowOf(text, 'unlocked/plain')).toMatch(/✗ +\d+ M ±\S+ +░+» /);
    expect(rowOf(text, 'atomic/add')).toMatch(/✓ +[\d.]+ M ±\S+ 1 +█/);
  });

  test('a wrong count stands below the right ones, however fast', () => {
    const text = summary({ cells: [FAST_BUT_WRONG, ...EXACT] });
    expect(text.indexOf('\nspinlock/tas')).toBeLessThan(text.indexOf('\nunlocked/plain'));
  });

  test('strategies between which no difference is called are shown as tied', () => {
    const alike = threads('spinlock/ttas', 40);
    const text = summary({ cells: [...EXACT, alike], blocks: 30 });
    expect(lineWith(text, 'fastest')).toMatch(
      /fastest atomic\/add \(.*\); no difference called: spinlock\/t+as ≈ spinlock\/t+as/,
    );
    expect(rowOf(text, 'spinlock/tas')).toMatch(/ 2= /);
    expect(rowOf(text, 'spinlock/ttas')).toMatch(/ 2= /);
    expect(rowOf(text, 'atomic/add')).toMatch(/ 1 /);
  });

  test('nobody is called fastest among equals', () => {
    const cells = ['a/one', 'a/two', 'a/three'].map((strategy) => threads(strategy, 20));
    expect(lineWith(summary({ cells }), '4 threads  ')).toBe('4 threads  no difference called between any of the 3');
  });

  test('below six forks there are medians only, and nothing is ranked', () => {
    const text = summary({ cells: EXACT, blocks: 2 });
    expect(lineWith(text, 'THREADS')).toContain('medians only, nothing ranked');
    expect(lineWith(text, '4 threads  ')).toMatch(/highest median atomic\/add \(.*\); not ranked/);
    expect(text).not.toMatch(/±|fastest|≈/);
  });

  test('a lock that one contender keeps is said to be so, in its row', () => {
    const cells = [...EXACT, threads('mutex/greedy', 12, { handoffs: 0, longestGap: 7e7 })];
    const lines = summary({ cells }).split('\n');
    const row = lines.findIndex((line) => line.startsWith('mutex/greedy'));
    expect(lines[row + 1]).toBe('  ! one contender kept it with 4 threads');
    expect(summary({ cells: EXACT })).not.toContain('kept it');
  });

  test('several workloads get a table each, named', () => {
    const text = summary({ cells: [...EXACT, ...EXACT.map((cell) => ({ ...cell, workload: 'typical' }))] });
    expect(text).toContain('THREADS, hot');
    expect(text).toContain('THREADS, typical');
  });

  test('threads that were not pinned are said to be so', () => {
    const text = summary({ cells: EXACT.map((cell) => ({ ...cell, pinned: false })) });
    expect(text).toContain('THREADS, not pinned to cores');
  });
});

describe('why', () => {
  const spinning = { threads: { busy: 0.5, voluntary: 0, involuntary: 140 } };
  const parking = { threads: { busy: 0.2, voluntary: 9_000, involuntary: 20 } };
  const cells = [threads('a/spinning', 20, spinning), threads('a/parking', 40, parking), ...EXACT];

  test('stands beside the figures where there is room, and what its words mean below', () => {
    const text = summary({ cells });
    expect(rowOf(text, 'a/spinning')).toMatch(/✓ +[\d.]+ M ±\S+ \d+=? +spins, pre-empted /);
    expect(rowOf(text, 'a/parking')).toMatch(/ parks /);
    expect(rowOf(text, 'atomic/add')).not.toMatch(/spins|parks|pre-empted/);
    expect(lineWith(text, 'parks:')).toContain('sleeps while it waits');
  });

  test('is left out below 100 columns, where nothing is to be said, and before an interval is', () => {
    expect(summary({ cells }, 99)).not.toMatch(/spins|parks/);
    expect(summary({ cells: EXACT })).not.toMatch(/spins|parks/);
    const crowded = [2, 4, 8, 16].flatMap((contenders) => cells.map((cell) => ({ ...cell, contenders })));
    const text = summary({ cells: crowded }, 110);
    expect(rowOf(text, 'a/spinning').match(/±/g)).toHaveLength(4);
    expect(text).not.toMatch(/spins|parks/);
  });

  test('goes to the most contenders alone where there is no room for all', () => {
    const three = [2, 4, 8].flatMap((contenders) => cells.map((cell) => ({ ...cell, contenders })));
    expect(rowOf(summary({ cells: three }, 160), 'a/parking').match(/parks/g)).toHaveLength(3);
    expect(rowOf(summary({ cells: three }, 100), 'a/parking').match(/parks/g)).toHaveLength(1);
  });
});

describe('a sweep', () => {
  const swept = (strategy: string, ns: number[], rest: Partial<SyntheticCell> = {}) =>
    [0, 300, 10_000].map((outside, step) =>
      threads(strategy, ns[step] as number, { contenders: 2, workload: `sweep-${outside}`, noise: 0, ...rest }),
    );
  const SWEEP = [
    ...swept('spinlock/tas', [200, 250, 5_200]),
    ...swept('mutex/futex', [125, 250, 5_100]),
    ...swept('unlocked/plain', [50, 200, 5_000], { verdict: 'lost-updates', promised: false }),
  ];

  test('is one table, by outside work, the fastest under most contention first, wrong counts last, then the ideal', () => {
    const text = summary({ cells: [...EXACT, ...SWEEP] });
    const lines = text.split('\n');
    const head = lines.findIndex((line) => line.startsWith('THREADS, sweep'));
    expect(lines[head]).toContain('increments/s of 2 threads by work outside, 100 ns inside');
    expect(lines[head + 1]?.trim().split(/ {2,}/)).toEqual(['0 ns', '300 ns', '10.0 µs']);
    expect(lines.slice(head + 2, head + 6).map((line) => line.split(' ')[0])).toEqual([
      'mutex/futex',
      'spinlock/tas',
      'unlocked/plain',
      'ideal',
    ]);
    expect(lines[head + 2]).toMatch(/✓ 8\.00 M.*✓ 4\.00 M.*✓ 196 k/);
    expect(lines[head + 4]).toMatch(/✗ 20\.0 M/);
    expect(lines[head + 5]).toMatch(/^ideal +10\.0 M +5\.00 M +198 k$/);
    expect(text.match(/sweep/g)).toHaveLength(1);
  });

  test('has a table for each number of contenders', () => {
    const four = SWEEP.map((cell) => ({ ...cell, contenders: 4 }));
    const text = summary({ cells: [...SWEEP, ...four] });
    expect(text.match(/THREADS, sweep/g)).toHaveLength(2);
    expect(lineWith(text, 'increments/s of 4 threads')).not.toBe('');
    expect(text.match(/^ideal .*$/gm)?.[1]).toMatch(/10\.0 M +10\.0 M +396 k$/);
  });

  test('names the steps that do not fit, and those that its record does not know', () => {
    const names = ['promise-mutex/async-mutex', 'promise-mutex/queue'].flatMap((name) =>
      swept(name, [900, 900, 9_000]),
    );
    const steps = names.flatMap((cell) =>
      ['', '5'].map((digit) => ({ ...cell, workload: `${cell.workload}${digit}` })),
    );
    expect(summary({ cells: steps }, 60)).toMatch(/a wider terminal also shows 300 ns, 3\.00 µs, 10\.0 µs, 100 µs/);
    const record = syntheticRecord({ cells: SWEEP });
    record.plan.workloads = [];
    const text = renderSummary(record, { columns: 100, colour: false });
    expect(lineWith(text, 'sweep-300')).toMatch(/sweep-0 +sweep-300 +sweep-10000/);
    expect(rowOf(text, 'ideal')).toMatch(/^ideal +– +– +–$/);
  });
});

test('what is mostly read is one table, by share of writes', () => {
  const cells = [10, 1_000].map((operations) =>
    threads('rwlock/shared', 60, { contenders: 2, workload: `mostly-read-${operations}`, noise: 0 }),
  );
  const text = summary({ cells: [...EXACT, ...cells] });
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('THREADS, mostly-read'));
  expect(lines[head]).toContain('reads and writes/s of 2 threads by how many of them are writes');
  expect(lines[head + 1]?.trim().split(/ {2,}/)).toEqual(['1 in 10', '1 in 1000']);
  expect(lines[head + 2]).toMatch(/^rwlock\/shared +✓ 16\.7 M.*✓ 16\.7 M/);
  expect(lines[head + 3]).toMatch(/^ideal +18\.2 M +20\.0 M$/);
});

describe('the screen', () => {
  const RECORDS = {
    'of all kinds of trouble': syntheticRecord(),
    'of a quick run': syntheticRecord({ blocks: 2 }),
    'of a sweep': syntheticRecord({
      cells: [...EXACT, FAST_BUT_WRONG, threads('a/b', 9, { verdict: 'deadlock' })].flatMap((cell) =>
        [0, 10, 1e9].map((outside) => ({ ...cell, workload: `sweep-${outside}`, pinned: false })),
      ),
    }),
    'of why': syntheticRecord({
      cells: syntheticRecord().cells.map(({ strategy, world, contenders }) => ({
        strategy,
        world: world as 'threads',
        contenders,
        ns: 50,
        threads: { busy: 0.5, voluntary: 2_000, involuntary: 400 },
      })),
    }),
    'of wide letters': syntheticRecord({
      cells: EXACT.map((cell) => ({ ...cell, strategy: `錠/${cell.strategy}錠前` })),
    }),
  };

  test.each(Object.entries(RECORDS))('no line is wider than the terminal: a record %s', (_, record) => {
    for (const columns of [60, 72, 80, 100, 137, 200]) {
      const lines = renderSummary(record, { columns, colour: false }).split('\n');
      expect(lines.filter((line) => width(line) > columns)).toEqual([]);
    }
  });

  test('the standard set of strategies fits on 40 lines of 100 columns', () => {
    const cells = syntheticRecord().cells.filter((cell) => !cell.guest);
    const record = { ...syntheticRecord(), cells };
    expect(renderSummary(record, { columns: 100, colour: false }).split('\n').length).toBeLessThanOrEqual(40);
  });

  test('bars end in the same column whatever their length', () => {
    const text = summary({ cells: [...EXACT, FAST_BUT_WRONG] });
    const ends = ['atomic/add', 'spinlock/tas', 'unlocked/plain'].map((strategy) => width(rowOf(text, strategy)));
    expect(new Set(ends).size).toBe(1);
  });

  test('columns that do not fit are named', () => {
    const cells = [1, 2, 4, 8].map((contenders) => threads('promise-mutex/async-mutex', 10, { contenders }));
    expect(summary({ cells }, 60)).toMatch(/a wider terminal also shows 1(, 2)?.* threads/);
    expect(summary({ cells }, 140)).not.toContain('a wider terminal');
  });

  test('colour only repeats what is said without it', () => {
    const record = syntheticRecord();
    const coloured = renderSummary(record, { columns: 100, colour: true });
    expect(coloured).toContain('\u{1b}[');
    expect(stripVTControlCharacters(coloured)).toBe(renderSummary(record, { columns: 100, colour: false }));
  });

  test('no string of a record can steer the terminal', () => {
    const attack = 'x\u{1b}[2J\u{1b}]0;title\u{7}\r\n\u{9b}31m\u{202e}y';
    const record = syntheticRecord({
      cells: [
        ...EXACT,
        FAST_BUT_WRONG,
        threads('a/b', 9, { verdict: 'deadlock' }),
        threads('a/c', 9, { verdict: 'overlap' }),
        threads('a/d', 9, { workload: 'sweep-0' }),
      ],
    });
    const lines = renderSummary(record, { columns: 100, colour: false }).split('\n').length;
    for (const cell of record.cells) {
      cell.strategy += attack;
      cell.world += attack;
      cell.workload += attack;
      cell.runtime += attack;
      cell.reproduce += attack;
      if (cell.reason !== null) cell.reason += attack;
    }
    record.host.cpu.model += attack;
    record.runtime.version += attack;
    record.plan.profile += attack;
    record.warnings.push({ code: 'x', message: attack, mend: attack });
    const text = renderSummary(record, { columns: 100, colour: false });
    expect(text.split('\n').filter(hasControlCharacters)).toEqual([]);
    expect(hasControlCharacters(attack)).toBe(true);
    // Only the new warning and what grew too long may add a line.
    expect(text.split('\n').length).toBeLessThanOrEqual(lines + 6);
  });

  test('an interrupted run says so, and warnings are given with their mend', () => {
    const record = { ...syntheticRecord({ cells: EXACT }), partial: true };
    const text = renderSummary(record, { columns: 100, colour: false });
    expect(text).toContain('! interrupted');
    expect(text).toContain('! this is a virtual machine (KVM) (compare only within a run)');
  });
});

describe('without shared memory', () => {
  const client = (strategy: string, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
    ...{ strategy, world: 'machines', contenders: 2, ns: 50_000, noise: 0.02 },
    ...rest,
  });

  test('what counted too many is wrong, and what is within is not; both are told', () => {
    const text = summary({
      cells: [
        client('a/exact'),
        client('a/within', { verdict: 'within', unknown: 1 }),
        client('a/over', { verdict: 'over-counted' }),
      ],
    });
    expect(lineWith(text, 'COUNTS')).toBe('COUNTS  ✗ 1 PROMISE BROKEN  ✓ 2 of 3 cells right');
    expect(lineWith(text, 'a/over')).toContain('a/over counted 70.0 more than were made with 2 clients');
    expect(lineWith(text, '! a/within')).toBe('  ! a/within: right to within 14 unknown with 2 clients');
    expect(rowOf(text, 'a/within')).toContain('✓');
    expect(rowOf(text, 'a/over')).toContain('✗');
  });

  test('refused attempts are told, and none where there were none', () => {
    const text = summary({ cells: [client('a/busy', { refused: 3 }), client('a/exact')] }, 120);
    expect(lineWith(text, '! a/busy')).toContain('75 % of its attempts refused with 2 clients; only what counted');
    expect(lineWith(text, '! a/exact')).toBe('');
  });

  test('distances are columns, and nobody knows their ideal', () => {
    const cells = [0, 1, 5].map((ms) => client('a/b', { ns: 50_000 + ms * 1e6, workload: `distance-${ms}ms` }));
    const text = summary({ cells, blocks: 2 });
    expect(text).toMatch(/^ +0 ms +1 ms +5 ms$/m);
    expect(text).not.toContain('ideal');
  });
});
