/** Compiles a baseline where there is a C compiler, and keeps the program for the next time. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINE_BYTES } from '@contend/counter';

/** What of a baseline's declaration depends on this host. */
export interface Compiled {
  program?: string;
  version?: string;
  absent?: string;
}

/** Where the system's header files declare what is not ISO C, with the optimisation that libraries are built with. */
const FLAGS = ['-std=gnu11', '-O2', '-pthread', '-D_GNU_SOURCE', `-DLINE_BYTES=${LINE_BYTES}`];
/** What all baselines share, but for how their contenders live: that is in a file named after their world. */
const SHARED = ['baseline.h', 'guarded.h', 'crew.h', 'windows.h', 'windows.c', 'program.c'];
const PATIENCE_MS = 8_000;
const DIGEST_CHARACTERS = 12;
const LONGEST_REASON = 160;
const LONGEST_NAME = 60;

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', timeout: PATIENCE_MS, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The compiler's own first line; undefined when there is none. */
function versionOf(compiler: string): string | undefined {
  try {
    // Without its developer tools macOS has a `cc` that opens a window and asks to install them.
    if (process.platform === 'darwin') run('xcode-select', ['-p']);
    return run(compiler, ['--version'])
      .split('\n')[0]
      ?.replaceAll(/\P{ASCII}/gu, '')
      .trim()
      .slice(0, LONGEST_NAME);
  } catch {
    return undefined;
  }
}

/** Nobody else may write there, or they would choose what runs here. */
function own(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Beside the installed packages, or else where the system puts what is temporary. */
function* folders(): Generator<string> {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules'))) {
      yield join(at, 'node_modules', '.cache', 'contend');
      break;
    }
  }
  yield join(tmpdir(), `contend-${process.getuid?.()}`);
}

/** @throws with the compiler's words in `stderr` when it does not take the source, or cannot write */
function build(compiler: string, sources: readonly string[], program: string): void {
  // Whole or not at all: others may compile the same, or be about to run it.
  const partial = `${program}.${process.pid}`;
  try {
    run(compiler, [...FLAGS, '-I', import.meta.dirname, '-o', partial, ...sources]);
    renameSync(partial, program);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** The compiler's first complaint, or the system's; file names without their folders, which name people and machines. */
function complaint(error: unknown): string {
  const { stderr, code } = error as { stderr?: string; code?: string };
  const lines = (stderr ?? '').split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /error/i.test(line)) ?? lines[0] ?? String(code);
  return telling
    .replace(/^.*?error:\s*(#error\s*)?/i, '')
    .replaceAll(/\S*\//g, '')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .slice(0, LONGEST_REASON);
}

/**
 * @param file of the baseline: a C source that defines what `baseline.h` asks for
 * @param world what its contenders are
 * @returns the path of its program, and the version of both compiler and source; or why there is none
 */
export function compiled(file: URL, world: 'threads' | 'processes'): Compiled {
  if (process.platform === 'win32') return { absent: 'it needs POSIX threads' };
  const compiler = process.env.CC || 'cc';
  const name = versionOf(compiler);
  if (name === undefined) return { absent: `no C compiler (${compiler}) was found` };
  const shared = [...SHARED, `${world}.c`].map((each) => new URL(each, import.meta.url));
  const hash = createHash('sha256').update(JSON.stringify([name, process.platform, process.arch, FLAGS]));
  for (const source of [file, ...shared]) hash.update(readFileSync(source));
  const digest = hash.digest('hex').slice(0, DIGEST_CHARACTERS);
  const version = `${digest}, ${name}`;
  const executable = `${basename(file.pathname, '.c')}-${digest}`;
  const sources = [file, ...shared].map((each) => fileURLToPath(each)).filter((path) => path.endsWith('.c'));
  let reason = '';
  for (const folder of folders()) {
    const kept = own(folder);
    if (kept === undefined) continue;
    const program = join(kept, executable);
    try {
      if (!existsSync(program)) build(compiler, sources, program);
      return { program, version };
    } catch (error) {
      reason ||= complaint(error);
    }
  }
  return {
    absent: reason === '' ? 'there is no folder to compile it into' : `${compiler} cannot compile it: ${reason}`,
  };
}
