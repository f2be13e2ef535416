import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ContendRecord, formatRecord, recordPath } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { contend } from '../fixtures/in-process.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const [COMMITTED] = globSync('results/*/????-??-??T??-??-??Z.json', { cwd: ROOT });
const folder = mkdtempSync(join(tmpdir(), 'contend-contribute-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, change: (record: ContendRecord) => void): string {
  const record = syntheticRecord({
    cells: [{ strategy: 'a/b', world: 'threads', contenders: 2, ns: 9 }],
    blocks: 2,
  });
  change(record);
  const path = join(folder, name);
  writeFileSync(path, formatRecord(record));
  return path;
}

const REFUSED: [string, string, RegExp][] = [
  ['an interrupted run', file('partial.json', (record) => Object.assign(record, { partial: true })), /interrupted/],
  [
    'a changed contend',
    file('dirty.json', ({ suite }) => Object.assign(suite, { dirty: true })),
    /measured with a changed contend/,
  ],
  ['a contend without a commit', file('none.json', ({ suite }) => Object.assign(suite, { commit: null })), /git clone/],
  [
    'the name of a user',
    file('named.json', ({ cells }) =>
      Object.assign(cells[0] ?? {}, { explored: null, strategyVersion: 'of-lovelace42' }),
    ),
    /cells\[0\]\.strategyVersion holds the user name of this machine/,
  ],
];

describe('contend contribute', () => {
  test('a committed record: every field that it publishes, and what to do next', async () => {
    const { status, stdout, stderr } = await contend(['contribute', join(ROOT, COMMITTED as string)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/host\.cpu\.model +\S/);
    expect(stdout).toMatch(/host\.kernel +\S/);
    expect(stdout).toMatch(/plan\.argv +\[/);
    for (const step of ['git switch -c results-', 'git add results/', 'git commit -m ', 'git push', 'pull request']) {
      expect(stdout).toContain(step);
    }
  });

  test('a record from elsewhere, tried: where it would go, in one document, and nothing is written', async () => {
    const path = file('mine.json', () => {});
    const { status, stdout } = await contend(['contribute', path, '--dry-run', '--json']);
    expect(status).toBe(0);
    const { record, publishes } = JSON.parse(stdout);
    expect(record).toBe(recordPath('results', syntheticRecord()).replaceAll('\\', '/'));
    expect(publishes['host.cpu.model']).toBe('Imaginary 2-Core');
    expect(existsSync(join(ROOT, record))).toBe(false);
  });

  test.each(REFUSED)('%s is refused in one line', async (_, path, says) => {
    vi.stubEnv('USER', 'lovelace42');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { status, stdout, stderr } = await contend(['contribute', path, '--dry-run']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('lovelace42');
  });
});
