/** The servers at hand: contend's own and those of plug-in files. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HitsCounter } from '@contend/documents';
import { ask } from '@contend/harness';
import { plainText } from '@contend/record';
import { closest } from 'fastest-levenshtein';
import { ownRuntime } from '../catalogue/runtime.ts';
import { sourceOf } from '../catalogue/source.ts';
import { Failure } from '../cli/failure.ts';
import { listed, matches } from '../cli/flags.ts';
import { checkServer, type Declared } from './declared.ts';
import type { Described } from './describe-child.ts';
import { HIT_ENGINES, type HitEngine } from './server.ts';

export interface HitEntry extends Declared {
  /** URL of its module. */
  module: string;
  /** The file it was given in, as typed; undefined for contend's own. */
  plugin: string | undefined;
}

/** In the order in which they are told. */
const OWN = [
  new URL('./servers/none.ts', import.meta.url),
  new URL('./servers/each-its-own.ts', import.meta.url),
  new URL('./servers/file.ts', import.meta.url),
  new URL('./servers/file-read-write.ts', import.meta.url),
  new URL('./servers/sqlite.ts', import.meta.url),
  new URL('./servers/owner.ts', import.meta.url),
  new URL('./servers/redis-incr.ts', import.meta.url),
  new URL('./servers/redis-get-set.ts', import.meta.url),
  new URL('./servers/set-nx-lock.ts', import.meta.url),
  new URL('./servers/postgres-update.ts', import.meta.url),
  new URL('./servers/postgres-read-write.ts', import.meta.url),
];

/** Against modules that hang. */
const LOAD_MS = 30_000;
const LONGEST_CODE = 10_000;

async function pluginEntry(file: string, signal: AbortSignal): Promise<HitEntry> {
  if (!existsSync(resolve(file))) throw new Failure('plugin', `${file}: there is no such file`);
  const module = pathToFileURL(resolve(file)).href;
  const asking = { runtime: ownRuntime(), timeLimitMs: LOAD_MS, graceMs: 0, signal };
  const outcome = await ask<Described>(new URL('./describe-child.ts', import.meta.url), { module }, asking);
  const described = 'answer' in outcome ? outcome.answer : { error: outcome.died };
  if ('error' in described) throw new Failure('plugin', `${file} cannot be used: ${plainText(described.error)}`);
  return { ...described.server, module, plugin: file };
}

/**
 * @param plugins files, as typed
 * @throws Failure naming the file that cannot be used, or a name that two of them claim
 */
export async function hitCatalogue(plugins: readonly string[], signal: AbortSignal): Promise<HitEntry[]> {
  const entries: HitEntry[] = await Promise.all(
    OWN.map(async ({ href }) => ({ ...checkServer((await import(href)).default), module: href, plugin: undefined })),
  );
  for (const plugin of plugins) {
    const entry = await pluginEntry(plugin, signal);
    if (entries.some(({ name }) => name === entry.name))
      throw new Failure('plugin', `${plugin}: the name ${entry.name} is taken; give the server another`);
    entries.push(entry);
  }
  return entries;
}

/** Why a server cannot be tried out here. */
export interface Absence {
  entry: HitEntry;
  reason: string;
}

/**
 * Those that are asked for and have what they need.
 *
 * @param lack why there is no server of an engine; undefined: there is. It is asked once for each that is needed
 * @throws Failure for a glob that asks for nothing
 */
export function selected(
  entries: readonly HitEntry[],
  globs: string | undefined,
  lack: (engine: HitEngine) => string | undefined,
): { entries: HitEntry[]; absent: Absence[] } {
  const chosen = globs === undefined ? [...entries] : matching(entries, globs);
  const needed = HIT_ENGINES.filter((engine) => chosen.some(({ needs }) => needs === engine));
  const lacks = new Map(needed.map((engine) => [engine, lack(engine)]));
  const reasonOf = ({ needs }: HitEntry) => (needs === undefined ? undefined : lacks.get(needs));
  return {
    entries: chosen.filter((entry) => reasonOf(entry) === undefined),
    absent: chosen.flatMap((entry) => {
      const reason = reasonOf(entry);
      return reason === undefined ? [] : [{ entry, reason }];
    }),
  };
}

function matching(entries: readonly HitEntry[], globs: string): HitEntry[] {
  const names = entries.map(({ name }) => name);
  const patterns = listed('--strategies', globs);
  for (const pattern of patterns) {
    if (names.some((name) => matches(name, pattern))) continue;
    throw new Failure(
      'unknown-strategy',
      `no strategy matches ${plainText(pattern)}; did you mean ${closest(pattern, names)}?`,
    );
  }
  return entries.filter(({ name }) => patterns.some((pattern) => matches(name, pattern)));
}

/** What is told of a server beside its figures: its own text as well. */
export function counterOf({ name, title, promises, needs, module, plugin }: HitEntry): HitsCounter {
  const code = readFileSync(new URL(sourceOf(module)), 'utf8');
  return {
    strategy: name,
    title,
    code: code.length > LONGEST_CODE ? `${code.slice(0, LONGEST_CODE - 1)}…` : code,
    promised: promises,
    engine: needs ?? null,
    plugin: plugin === undefined ? null : basename(plugin),
  };
}
