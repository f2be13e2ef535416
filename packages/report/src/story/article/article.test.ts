import type { ContendRecord } from '@contend/record';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { hostileMachine } from '../../fixtures/hostile.ts';
import { renderArticle } from '../../format/markdown.ts';
import { NO_OTHERS } from '../../model/machine.ts';
import type { Inline } from '../block.ts';
import { articleOf } from './article.ts';
import * as counts from './counts.ts';
import type { Rule } from './rule.ts';
import * as speed from './speed.ts';
import * as waits from './waits.ts';

const thread = (strategy: string, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  ...{ strategy, world: 'threads', contenders: 2, ns: 10, noise: 0.01 },
  ...rest,
});
const recordOf = (...cells: SyntheticCell[]): ContendRecord => syntheticRecord({ cells });
const text = (parts: Inline): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.untrusted)).join('');
const said = (rule: Rule, record: ContendRecord, others = NO_OTHERS): string | null => {
  const told = rule({ record, others });
  return told === null ? null : text(told);
};

describe('what was measured, and counted', () => {
  test('nothing is said of a record without a cell', () => {
    const empty = recordOf();
    for (const rule of Object.values({ ...counts, ...speed, ...waits })) {
      if (typeof rule === 'function') expect(rule({ record: empty, others: NO_OTHERS })).toBeNull();
    }
  });

  test('measured and counted: from the record', () => {
    const record = recordOf(thread('a/b'), thread('a/lossy', { verdict: 'lost-updates', promised: true }));
    expect(said(counts.measured, record)).toMatch(
      /^On .*2 cores, .*, under node 26\.10\.0, contend measured 2 strategies in 2 cells, each in up to 20 fresh processes, on 2026-01-02\.$/,
    );
    expect(said(counts.countedRight, record)).toBe(
      '1 of 2 cells counted exactly, and 1 strategy broke a promise of an exact count.',
    );
    expect(said(counts.countedRight, recordOf(thread('a/b')))).toMatch(/nothing that promises .* counted wrong\.$/);
  });

  test('unguarded: only where a share was lost that is worth telling, and only without a promise', () => {
    const lossy = (lostShare: number, promised: boolean) =>
      recordOf(thread('a/lossy', { verdict: 'lost-updates', lostShare, promised }));
    expect(said(counts.unguarded, lossy(0.02, false))).toMatch(/a\/lossy lost 2 % of its updates with 2 threads\.$/);
    expect(said(counts.unguarded, lossy(0.005, false))).toBeNull();
    expect(said(counts.unguarded, lossy(0.5, true))).toBeNull();
  });

  test('a broken promise: only of what promised', () => {
    const lossy = (promised: boolean) =>
      recordOf(thread('a/lossy', { verdict: 'lost-updates', lostShare: 0.25, promised }));
    expect(said(counts.brokenPromise, lossy(true))).toBe(
      'a/lossy promises an exact count and lost 25 % of the updates with 2 threads.',
    );
    expect(said(counts.brokenPromise, lossy(false))).toBeNull();
    const leaky = recordOf(thread('a/leaky', { verdict: 'overlap' }));
    expect(said(counts.brokenPromise, leaky)).toContain('let two contenders in at once');
  });

  test('explored: the worst verdict of a strategy counts', () => {
    const record = recordOf(thread('a/b'), thread('a/b', { world: 'tasks' }), thread('a/c'), thread('a/d'));
    expect(said(counts.explored, record)).toBeNull();
    const whole = { reached: null, states: 1, source: 'a/b', says: '' };
    for (const [index, verdict] of (['no violation', 'violation', 'no violation', 'gave up'] as const).entries()) {
      Object.assign(record.cells[index] ?? {}, { explored: { ...whole, verdict } });
    }
    expect(said(counts.explored, record)).toBe(
      'The schedules of 3 strategies were explored: in 1 one breaks the count, in 1 none does up to the bound, and 1 could not be explored that far.',
    );
  });
});

describe('speed', () => {
  test('the fastest: where the recommendation names one, in its words', () => {
    const record = recordOf(thread('a/quick'), thread('a/slow', { ns: 40 }));
    expect(said(speed.fastestBetweenThreads, record)).toMatch(
      /^The fastest lock with 2 threads is a\/quick: [\d.]+ M\/s, [34]\.\d+ times as fast as the next, a\/slow \(99 % interval [\d.]+ to [\d.]+\)\.$/,
    );
    expect(said(speed.fastestBetweenThreads, recordOf(thread('a/one'), thread('a/two')))).toBeNull();
    expect(said(speed.fastestBetweenTasks, record)).toBeNull();
  });

  test('its price: where a difference from the bare addition is called', () => {
    const beside = (ns: number) =>
      recordOf(thread('a/quick', { ns: 20 }), thread('a/slow', { ns: 90 }), thread('atomic/add', { ns }));
    expect(said(speed.price, beside(10))).toMatch(
      /^An increment under a\/quick takes (1\.9|2\.0)\d times as long as one by atomic\/add/,
    );
    expect(said(speed.price, recordOf(thread('a/quick'), thread('a/slow', { ns: 90 })))).toBeNull();
    expect(said(speed.price, beside(20))).toBeNull();
  });

  test('wrong and faster: from half as fast again on', () => {
    const beside = (ns: number) =>
      recordOf(thread('a/exact', { ns: 10 }), thread('a/wrong', { ns, verdict: 'lost-updates', promised: false }));
    expect(said(speed.wrongAndFaster, beside(5))).toMatch(
      /^By speed alone a\/wrong would win, at (1\.9|2\.0)\d times the median of the fastest exact one, a\/exact: its count is wrong\.$/,
    );
    expect(said(speed.wrongAndFaster, beside(8))).toBeNull();
  });

  test('collapse: to a tenth, with more threads than cores', () => {
    const crowded = (ns: number, contenders = 4) =>
      recordOf(thread('a/ticket', { ns: 10 }), thread('a/ticket', { ns, contenders }));
    expect(said(speed.collapse, crowded(200))).toMatch(
      /^Where threads outnumber the cores a\/ticket falls from [\d.]+ M\/s with 2 to [\d.]+ M\/s with 4\.$/,
    );
    expect(said(speed.collapse, crowded(80))).toBeNull();
    expect(said(speed.collapse, crowded(200, 1))).toBeNull();
  });

  test('differences: how many pairs were told apart', () => {
    const record = recordOf(thread('a/one'), thread('a/two'), thread('a/slow', { ns: 90 }));
    expect(said(speed.differences, record)).toMatch(/^Of 3 pairs of strategies with 2 threads 2 could be told apart/);
    expect(said(speed.differences, recordOf(thread('a/one')))).toBeNull();
  });

  test('outside work: from the step on at which nearly all reach the ideal, nearly', () => {
    // 100 ns inside: the ideal of two threads is 1/inside up to 100 ns outside, and then 2/(inside + outside).
    const swept = (ns: (outside: number) => number) =>
      recordOf(...[0, 100, 900].map((outside) => thread('a/b', { ns: ns(outside), workload: `sweep-${outside}` })));
    const near = swept((outside) => (outside < 900 ? 400 : 510));
    expect(said(speed.outsideWork, near)).toBe(
      'From 900 ns outside on it hardly matters which lock it is: 1 of 1 exact strategies do at least 80 % of what a guard without cost would let through.',
    );
    expect(
      said(
        speed.outsideWork,
        swept(() => 900),
      ),
    ).toBeNull();
    const part = { record: near, file: null };
    expect(said(speed.outsideWork, recordOf(thread('a/b')), { ...NO_OTHERS, sweep: part })).toContain(
      '(another record, of 2026-01-02).',
    );
  });
});

describe('waits', () => {
  test('the longest gap: where it is ten times another', () => {
    const apart = (longestGap: number) => {
      const record = recordOf(thread('a/fair'), thread('a/greedy'));
      for (const [index, gap] of [1e6, longestGap].entries())
        Object.assign(record.cells[index] ?? {}, { longestGap: gap });
      return record;
    };
    expect(said(waits.longestGap, apart(2e7))).toBe(
      'With 2 threads a contender of a/greedy got nothing done for 20.0 ms; with a/fair the longest gap was 1.00 ms.',
    );
    expect(said(waits.longestGap, apart(9e6))).toBeNull();
  });

  test('kept: where one contender kept the lock', () => {
    const handed = (handoffs: number) => recordOf(thread('a/b', { handoffs }));
    expect(said(waits.kept, handed(0.00001))).toMatch(
      /^In 1 of 1 exact contended cell one contender kept the lock, as in that of a\/b with 2 threads/,
    );
    expect(said(waits.kept, handed(0.5))).toBeNull();
  });

  test('faults: of this record or of another, which is said', () => {
    const { others } = hostileMachine();
    const stuck = others.faults?.record.faults?.length;
    expect(said(waits.faults, recordOf(thread('a/b')))).toBeNull();
    expect(said(waits.faults, recordOf(thread('a/b')), others)).toMatch(
      new RegExp(
        `^Of ${stuck} faults made on purpose 0 left .*, and ${stuck} left them stuck \\(another record, of .*\\)\\.$`,
      ),
    );
  });
});

describe('the article', () => {
  const sentences = (article: string): string[] =>
    article
      .split('\n\n')
      .slice(2)
      .filter((block) => !block.startsWith('!['))
      .flatMap((block) => block.split(/(?<=\.) (?=[A-Z\d`])/));

  test('has three pictures and at most ten sentences, and no picture that is not there', () => {
    const article = renderArticle(articleOf(syntheticRecord(), NO_OTHERS), ['throughput', 'gap', 'lost'], 'svg');
    expect(article.match(/^!\[.*\]\(\w+\.svg\)$/gm)).toHaveLength(3);
    expect(sentences(article).length).toBeLessThanOrEqual(10);
    expect(sentences(article).length).toBeGreaterThan(5);
    expect(article).toMatch(/^## What locks cost on `.*2 cores, .*`\n/);
    const without = renderArticle(articleOf(syntheticRecord(), NO_OTHERS), ['gap'], 'png');
    expect(without.match(/!\[.*\]\(.*\)/g)).toEqual(['![Throughput against longest gap](gap.png)']);
  });

  test('shows the sweep in place of losses where there is one', () => {
    const swept = recordOf(thread('a/b'), thread('a/b', { workload: 'sweep-100', ns: 300 }));
    const article = renderArticle(articleOf(swept, NO_OTHERS), ['throughput', 'gap', 'lost', 'sweep'], 'svg');
    expect(article).toContain('(sweep.svg)');
    expect(article).not.toContain('(lost.svg)');
  });

  test('no string of a record becomes Markdown or HTML', () => {
    const { record, others } = hostileMachine();
    const article = renderArticle(articleOf(record, others), ['throughput', 'gap', 'sweep'], 'svg');
    const ours = article.replace(/`[^`\n]*`/g, '').replace(/^<!-- Generated .* -->$/m, '');
    expect(ours).not.toMatch(/script|javascript|example\.org|@someone|alert|onload|[<>`]/);
    expect(article).toContain('script');
  });
});
