import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rowsOf, type SelftestDocument } from '@contend/bench/selftest/rows';
import type { Host } from '@contend/record';
import { afterEach, describe, expect, it } from 'vitest';
import { lasting, newestSelftest, selftestTables } from './selftest.ts';

const FORKS = 30;

function trial(around: number) {
  return { ratios: Array.from({ length: FORKS }, (_, i) => around * (1 + ((i % 5) - 2) / 1_000)), seconds: 10 };
}

/** Four comparisons of each kind; contend errs in one of the contended ones, tinybench in one of its own. */
function documentOf(model = 'Some CPU'): SelftestDocument {
  const trials = {
    uncontended: [1, 1, 1, 1].map(trial),
    contended: [1, 1, 1, 1.5].map(trial),
    slowed: [1.05, 1.05, 1.05, 1].map(trial),
  };
  const same = { mean: 10, margin: 0.01 };
  const margins: SelftestDocument['tinybench'] = [1, 1, 1, 2].map((times) => [
    same,
    { mean: 10 * times, margin: 0.01 },
  ]);
  const host = {
    cpu: { vendor: 'v', model, signature: null },
    allowedCores: [0, 1],
    availableParallelism: 2,
    cgroupQuota: null,
  };
  return {
    startedAt: '2026-01-02T03:04:05.000Z',
    host: { ...host, virtualised: 'kvm' } as Host,
    runtime: { name: 'node', version: '26.10.0', engine: 'v8' },
    full: true,
    rows: [],
    overhead: [],
    trials,
    tinybench: margins,
    overheads: [],
  };
}

const roots: string[] = [];

function rootWith(documents: Record<string, SelftestDocument>): URL {
  const root = mkdtempSync(join(tmpdir(), 'contend-docs-'));
  roots.push(root);
  mkdirSync(join(root, 'results'));
  for (const [machine, document] of Object.entries(documents)) {
    mkdirSync(join(root, 'results', machine));
    writeFileSync(join(root, 'results', machine, 'selftest.json'), JSON.stringify(document));
  }
  return pathToFileURL(`${root}/`);
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

const cellsOf = (text: string) => text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));

describe('what the page says of the selftest', () => {
  it('says so in a line while there is none', () => {
    expect(newestSelftest(rootWith({}))).toBeNull();
    expect(selftestTables(null).selftest).toBe('No selftest of a machine is committed yet.');
  });

  it('takes the newest', () => {
    const older = { ...documentOf(), startedAt: '2025-12-31T00:00:00.000Z' };
    const newest = newestSelftest(rootWith({ a: older, b: documentOf(), c: older }));
    expect(newest?.machine).toBe('b');
  });

  it('decides from the raw trials, not from the rows that the document states', () => {
    const document = documentOf();
    const stated = rowsOf(document.trials, document.tinybench).map((row) => ({ ...row, count: 77 }));
    const text = selftestTables({ machine: 'm', document: { ...document, rows: stated } }).selftest;
    expect(text).not.toContain('77');
    const rows = cellsOf(text);
    const row = (question: string) => rows.find(([, first]) => first === question);
    expect(row('uncontended: calls equals different')?.slice(2, 5)).toEqual([
      expect.stringMatching(/^0 of 4, 0 % \(0 % to /),
      expect.stringMatching(/^1 of 4, 25 %/),
      'at most 1 %: undecided',
    ]);
    expect(row('contended: calls equals different')?.slice(2, 4)).toEqual([
      expect.stringMatching(/^1 of 4/),
      'not asked',
    ]);
    expect(row('uncontended: sees an extra step in every 8th operation')?.[2]).toMatch(/^3 of 4/);
  });

  it('says when a target was missed', () => {
    const document = documentOf();
    const contended = Array.from({ length: 4 }, () => trial(0.5));
    const trials = { ...document.trials, contended };
    const { selftest } = selftestTables({ machine: 'm', document: { ...document, trials } });
    expect(selftest).toContain('at most 1 %: ✗ missed');
  });

  it('counts what less and more time would have called', () => {
    const rows = cellsOf(selftestTables({ machine: 'm', document: documentOf() })['selftest-time']);
    const contended = rows.filter(([, kind]) => kind === 'contended').map((row) => row.slice(2, 6));
    expect(contended).toEqual([
      ['2.5 s', '8', '1 of 4', '4 of 4'],
      ['5.0 s', '15', '1 of 4', '4 of 4'],
      ['10.0 s', '30', '1 of 4', '4 of 4'],
      // Half of the forks of one of them lie far off, which a median does not mind.
      ['20.0 s', '60', '0 of 2', '2 of 2'],
      ['40.0 s', '120', '0 of 1', '1 of 1'],
    ]);
  });

  it('keeps a host’s words in their place', () => {
    const { selftest } = selftestTables({ machine: 'a|b', document: documentOf('<script> | `x`\n# heading') });
    expect(selftest).toContain('`<script> ∣ ˋxˋ # heading`');
    expect(selftest.split('\n').every((line) => !line.startsWith('#'))).toBe(true);
  });
});

describe('a comparison of another length', () => {
  it('is the first forks of one, or several in a row', () => {
    const trials = [
      { ratios: [1, 2, 3, 4], seconds: 8 },
      { ratios: [5, 6], seconds: 4 },
      { ratios: [7], seconds: 2 },
    ];
    expect(lasting(trials, 1 / 2)).toEqual([
      { ratios: [1, 2], seconds: 4 },
      { ratios: [5], seconds: 2 },
      { ratios: [7], seconds: 1 },
    ]);
    expect(lasting(trials, 1)).toEqual(trials);
    expect(lasting(trials, 2)).toEqual([{ ratios: [1, 2, 3, 4, 5, 6], seconds: 12 }]);
  });
});
