/** A strategy's package as it was at a git revision, laid beside the repository's own so that its imports resolve. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../cli/failure.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Ignored by git; one folder a commit, which never changes. */
const REVISIONS = join(ROOT, '.revisions');
const PATIENCE_MS = 30_000;

function git(...args: string[]) {
  return spawnSync('git', args, { cwd: ROOT, timeout: PATIENCE_MS, maxBuffer: 1 << 28 });
}

/**
 * @param id of a built-in strategy
 * @param revision anything that git takes for a commit
 * @returns URL of the module
 * @throws Failure when this is no clone, there is no such revision, or the strategy was not there yet
 */
export function moduleAt(id: string, revision: string): string {
  // Somebody else's repository, in which contend is installed, has other revisions.
  const inside = git('rev-parse', '--show-prefix');
  if (inside.status !== 0 || inside.stdout.toString().trim() !== '') {
    throw new Failure(
      'revision',
      `${id}@${revision}: only a git clone of contend has revisions; compare plug-in files`,
    );
  }
  // Everything after --end-of-options is a revision, even if it begins with a dash.
  const parsed = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  const commit = parsed.stdout?.toString().trim() ?? '';
  if (parsed.status !== 0 || commit === '') {
    throw new Failure('revision', `${id}@${revision}: git knows no such revision here`);
  }
  const [family, name] = id.split('/') as [string, string];
  const source = `packages/${family}`;
  const folder = join(REVISIONS, commit);
  if (!existsSync(join(folder, source))) extract(commit, source, folder, `${id}@${revision}`);
  const module = join(folder, source, 'src', `${name}.ts`);
  if (!existsSync(module)) throw new Failure('revision', `${id}@${revision}: the strategy was not there yet`);
  return pathToFileURL(module).href;
}

/** Whole or not at all: an interrupted extraction must not pass for a revision. */
function extract(commit: string, source: string, folder: string, asked: string): void {
  const archive = git('archive', '--format=tar', commit, source);
  if (archive.status !== 0) throw new Failure('revision', `${asked}: the strategy was not there yet`);
  const partial = join(REVISIONS, `.${process.pid}`);
  mkdirSync(partial, { recursive: true });
  const tar = spawnSync('tar', ['-xf', '-', '-C', partial], { input: archive.stdout, timeout: PATIENCE_MS });
  if (tar.status !== 0) throw new Failure('revision', `${asked}: tar could not unpack it; is tar installed?`);
  mkdirSync(join(folder, 'packages'), { recursive: true });
  renameSync(join(partial, source), join(folder, source));
  rmSync(partial, { recursive: true, force: true });
}
