import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkedTable, generatedProof, mutantTable, PROOF } from './proof.ts';

const page = readFileSync(PROOF, 'utf8');

it('is what the code, the mutants and the committed check say today (npx turbo run docs)', async () => {
  expect(page).toBe(await generatedProof());
});

it('links to files that are there', () => {
  const links = [...page.matchAll(/\]\((\.\.?\/[^)#]+|[a-z]+\.md)\)/g)].map(([, link]) => link as string);
  expect(links).not.toEqual([]);
  expect(links.filter((link) => !existsSync(new URL(link, PROOF)))).toEqual([]);
});

const REPORT = { world: 'threads', promised: true, states: 20_000, ms: 500, reason: null } as const;

it('shows how far each strategy was explored, and a broken promise as what it is', () => {
  const shown = checkedTable({
    machine: 'here',
    document: {
      startedAt: '2026-01-02T03:04:05.000Z',
      ms: 2_000,
      reports: [
        { ...REPORT, strategy: 'a/held', verdict: 'no violation', reached: { contenders: 3, increments: 2 } },
        { ...REPORT, strategy: 'a/broken', verdict: 'violation', reached: { contenders: 2, increments: 1 } },
        { ...REPORT, strategy: 'a/race', verdict: 'violation', reached: null, promised: false },
        { ...REPORT, strategy: 'a/far', verdict: 'no violation', reached: null, model: 'SET NX', condition: 'stall' },
        { ...REPORT, strategy: 'a/opaque', verdict: 'not checkable', reached: null, states: 0, reason: 'it is closed' },
      ],
    },
  });
  expect(shown).toContain('80 000 states and schedules in 2 s, 40 000 a second');
  expect(shown).toMatch(/`a\/held` +\| threads \| 3 × 2 +\| 20 000 \| no violation +\|/);
  expect(shown).toMatch(/`a\/broken` +\| threads \| 2 × 1 +\| 20 000 \| VIOLATION of its promise +\|/);
  expect(shown).toMatch(/`a\/race` .* violation, where it promises nothing/);
  expect(shown).toContain('`a/far`: a model of `SET NX`, stall');
  expect(shown).toMatch(/`a\/opaque` .* none +\| 0 +\| not checkable: `it is closed`/);
});

it('says so when no check is committed', () => {
  expect(checkedTable(null)).toBe('No check of all strategies is committed yet.');
});

it('counts every mutant once', () => {
  const [, all] = mutantTable().match(/^(\d+) mutants/) ?? [];
  expect(mutantTable()).toMatch(new RegExp(`\\| all +\\|.*\\| ${all} +\\|$`));
});
