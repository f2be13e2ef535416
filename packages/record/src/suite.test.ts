import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeSuite } from './suite.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'contend-suite-'));
  writeFileSync(join(root, 'package.json'), '{ "version": "1.2.3" }');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' }).trim();
}

function commit(): string {
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  return git('rev-parse', 'HEAD');
}

test('a clean checkout', () => {
  const head = commit();
  expect(describeSuite(root)).toEqual({ version: '1.2.3', commit: head, dirty: false });
});

test('new results leave it clean, anything else does not', () => {
  const head = commit();
  mkdirSync(join(root, 'results/machine'), { recursive: true });
  writeFileSync(join(root, 'results/machine/a.json'), '{}');
  expect(describeSuite(root)).toMatchObject({ commit: head, dirty: false });
  writeFileSync(join(root, 'lock.ts'), '');
  expect(describeSuite(root)).toMatchObject({ commit: head, dirty: true });
});

test('without a repository', () => {
  expect(describeSuite(root)).toEqual({ version: '1.2.3', commit: null, dirty: null });
});

test('a folder inside another repository has no commit of its own', () => {
  commit();
  const inner = join(root, 'vendor');
  mkdirSync(inner);
  writeFileSync(join(inner, 'package.json'), '{ "version": "9.9.9" }');
  expect(describeSuite(inner)).toEqual({ version: '9.9.9', commit: null, dirty: null });
});

test('a repository without a commit', () => {
  git('init', '-q');
  expect(describeSuite(root)).toMatchObject({ commit: null, dirty: true });
});

test('without git', () => {
  commit();
  vi.stubEnv('PATH', join(root, 'nothing-here'));
  expect(describeSuite(root)).toEqual({ version: '1.2.3', commit: null, dirty: null });
});

test("a hook's environment does not point it at the hook's repository", () => {
  const head = commit();
  vi.stubEnv('GIT_DIR', join(root, 'elsewhere'));
  expect(describeSuite(root)).toMatchObject({ commit: head });
});
