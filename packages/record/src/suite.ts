import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContendRecord } from './schema.ts';

/**
 * Which contend this is. Results are what runs leave behind, so they do not make a checkout dirty.
 *
 * @param root the repository's top folder, with its package.json; `commit` and `dirty` are null where git does not know it
 */
export function describeSuite(root: string): ContendRecord['suite'] {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version?: string };
  const unknown = { version: version ?? 'unknown', commit: null, dirty: null };
  // Inside somebody else's repository (a node_modules, a vendored copy) the commit would be theirs.
  if (git(root, 'rev-parse', '--show-prefix') !== '') return unknown;
  const commit = git(root, 'rev-parse', '--verify', 'HEAD');
  const changes = git(root, 'status', '--porcelain', '--', '.', ':(exclude)results');
  return { ...unknown, commit: commit || null, dirty: changes === null ? null : changes !== '' };
}

/** What git answers, or `null` where there is no git, no repository or no answer. */
function git(root: string, ...args: string[]): string | null {
  // A hook's variables would point git at the hook's repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const { status, stdout } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
    timeout: 10_000,
    windowsHide: true,
  });
  return status === 0 ? stdout.trim() : null;
}
