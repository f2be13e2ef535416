/** All strategies at hand: the built-in ones and those of plug-in files. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRemoteWorld } from '@contend/counter';
import { type Described, type Description, describe, type Executable, isBrowser } from '@contend/harness';
import { plainText } from '@contend/record';
import { closest } from 'fastest-levenshtein';
import { Failure } from '../cli/failure.ts';
import { listed, matches } from '../cli/flags.ts';
import { BUILTIN } from './builtin.ts';
import type { Runtime } from './runtime.ts';
import { sourceOf } from './source.ts';

export interface Entry extends Description {
  /** URL of its module. */
  module: string;
  /** A guest's own, otherwise the beginning of its sources' SHA-256. */
  strategyVersion: string;
  /** The file it was given in, as typed; undefined for built-in ones. */
  plugin: string | undefined;
  /** Why it cannot be run in other runtimes of the run than the one that described it, by their labels; undefined: it can. */
  absentIn?: ReadonlyMap<string, string | undefined>;
  /** The strategy that a checker explores in its stead: what `twin` names, where that is at hand. */
  twinEntry?: Entry | undefined;
}

/** A strategy that is left out where it cannot be run. */
export interface Absence {
  entry: Entry;
  /** The runtime's label; undefined: it is left out everywhere. */
  runtime?: string | undefined;
  reason: string;
}

/** Why those that are absent cannot be run: a clause for each reason and runtime. */
export function absences(all: readonly Absence[]): string[] {
  const alike = Map.groupBy(all, ({ runtime, reason }) => JSON.stringify([runtime, reason]));
  return [...alike.values()].map((each) => {
    const { runtime, reason } = each[0] as Absence;
    const ids = each.map(({ entry }) => entry.id).join(', ');
    return `${ids} ${each.length === 1 ? 'is' : 'are'} absent${runtime === undefined ? '' : ` in ${runtime}`}: ${reason}`;
  });
}

/** Why it cannot be run in a runtime; undefined: it can. */
export function lackOf({ absent, absentIn }: Entry, { label }: Pick<Runtime, 'label'>): string | undefined {
  return absentIn?.has(label) ? absentIn.get(label) : absent;
}

/** Why an absent strategy cannot be run here, in a clause. */
export function absence(absent: Absence): string {
  return absences([absent]).join();
}

/** Of a program, in all runtimes but one that is a Node. */
const NO_ENGINE = 'it is a program, which no JavaScript runtime runs, and is measured beside Node';

const NO_SERVERS = 'it needs a server, which is asked by Node only';
const NO_PROCESSES = 'a page of a browser starts no processes';

const DIGEST_CHARACTERS = 12;

/**
 * Of all that a strategy is made of: its module, the files of its own that this imports, and the WebAssembly text of the same
 * name beside it.
 */
function digest(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(new URL(sourceOf(source))));
  const text = new URL((sources[0] as string).replace(/\.[^./]+$/, '.wat'));
  if (existsSync(text)) hash.update(readFileSync(text));
  return hash.digest('hex').slice(0, DIGEST_CHARACTERS);
}

function entriesOf(described: Described, plugin: string | undefined): Entry[] {
  if ('error' in described) {
    const name = plugin ?? described.module;
    throw new Failure('plugin', `${name} cannot be used: ${plainText(described.error)}`);
  }
  const { module, sources, strategies } = described;
  return strategies.map((each) => ({ ...each, module, plugin, strategyVersion: each.version ?? digest(sources) }));
}

/**
 * The strategies of one module, which is loaded in a process of its own.
 *
 * @param file a path as typed, or a URL of ours
 * @throws Failure naming the file when it is not there or cannot be used
 */
export async function entriesIn(file: string, runtime: Executable, signal?: AbortSignal): Promise<Entry[]> {
  const own = file.startsWith('file:');
  if (!own && !existsSync(resolve(file))) throw new Failure('plugin', `${file}: there is no such file`);
  const url = own ? file : pathToFileURL(resolve(file)).href;
  const [described] = await describe([url], runtime, signal);
  return entriesOf(described as Described, own ? undefined : file);
}

/**
 * @param plugins files, as typed
 * @throws Failure naming the file that cannot be used, or an id that two of them claim
 */
export async function catalogue(
  plugins: readonly string[],
  runtime: Executable,
  signal?: AbortSignal,
): Promise<Entry[]> {
  const builtin = await describe(
    BUILTIN.map((specifier) => import.meta.resolve(specifier)),
    runtime,
    signal,
  );
  const entries = builtin.flatMap((described) => entriesOf(described, undefined));
  for (const plugin of plugins) {
    for (const entry of await entriesIn(plugin, runtime, signal)) {
      if (entries.some(({ id }) => id === entry.id)) {
        throw new Failure('plugin', `${plugin}: the id ${entry.id} is taken; give the strategy another`);
      }
      entries.push(entry);
    }
  }
  for (const entry of entries) entry.twinEntry = entries.find(({ id }) => id === entry.twin);
  return entries;
}

/** Notes of each entry whether it can be run in other runtimes than the one that described it: as they say themselves. */
export async function describeIn(
  runtimes: readonly Runtime[],
  entries: readonly Entry[],
  signal?: AbortSignal,
): Promise<void> {
  const modules = [...new Set(entries.filter(({ kind }) => kind !== 'program').map(({ module }) => module))];
  const reasons = await Promise.all(runtimes.map(async (each) => lacks(await describe(modules, each, signal))));
  for (const entry of entries) {
    const why = (i: number) => {
      if (entry.kind === 'program') return NO_ENGINE;
      if (entry.needs !== undefined) return NO_SERVERS;
      if (isBrowser(runtimes[i] as Runtime) && entry.runsIn.every(isRemoteWorld)) return NO_PROCESSES;
      return reasons[i]?.(entry);
    };
    entry.absentIn = new Map(runtimes.map(({ label }, i) => [label, why(i)]));
  }
}

function lacks(described: readonly Described[]): (entry: Entry) => string | undefined {
  const found = new Map(described.map((each) => [each.module, each]));
  return ({ module, id }) => {
    const own = found.get(module);
    // Its own words may name folders of this machine, and this is published.
    if (own === undefined || 'error' in own) return 'its module does not load there';
    return own.strategies.find((each) => each.id === id)?.absent;
  };
}

/**
 * The entries that a list of globs asks for, in the catalogue's order.
 *
 * @throws Failure for a glob that asks for nothing, with the nearest id
 */
export function select(entries: readonly Entry[], globs: string): Entry[] {
  const ids = entries.map(({ id }) => id);
  const patterns = listed('--strategies', globs);
  for (const pattern of patterns) {
    if (ids.some((id) => matches(id, pattern))) continue;
    throw new Failure(
      'unknown-strategy',
      `no strategy matches ${plainText(pattern)}; did you mean ${closest(pattern, ids)}?`,
    );
  }
  return entries.filter(({ id }) => patterns.some((pattern) => matches(id, pattern)));
}
