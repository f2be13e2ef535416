/** What may stand on either side of a comparison: a strategy's id, its id at a git revision, or a plug-in file. */
import { existsSync } from 'node:fs';
import type { World } from '@contend/counter';
import { absence, catalogue, describeIn, type Entry, entriesIn, lackOf, select } from '../catalogue/catalogue.ts';
import { ownRuntime, type Runtime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { moduleAt } from './revision.ts';

export interface Side extends Entry {
  /** As typed. */
  label: string;
}

function only(entries: readonly Entry[], label: string): Entry {
  const [entry, another] = entries;
  if (entry !== undefined && another === undefined) return entry;
  const ids = entries.map(({ id }) => id).join(', ');
  throw new Failure('side', `${label} stands for several strategies (${ids}); a side is one`);
}

/** @throws Failure when it stands for no strategy, for several, or for one that cannot be run here */
export async function sideOf(label: string, runtime: Runtime, signal: AbortSignal): Promise<Side> {
  // Only Node tells of what files a strategy is made.
  const describes = runtime.name === 'node' ? runtime : ownRuntime();
  const entry = await entryOf(label, describes, signal);
  if (describes !== runtime) await describeIn([runtime], [entry], signal);
  const reason = lackOf(entry, runtime);
  if (reason !== undefined) {
    const where = absence({ entry, runtime: describes === runtime ? undefined : runtime.label, reason });
    throw new Failure('absent', `${where}; compare it where it is present`, STATUS.host);
  }
  return { ...entry, label };
}

async function entryOf(label: string, runtime: Runtime, signal: AbortSignal): Promise<Entry> {
  if (existsSync(label)) return only(await entriesIn(label, runtime, signal), label);
  const at = label.indexOf('@');
  const id = at < 0 ? label : label.slice(0, at);
  const entry = only(select(await catalogue([], runtime, signal), id), label);
  if (at < 0) return entry;
  const module = moduleAt(entry.id, label.slice(at + 1));
  return only(await entriesIn(module, runtime, signal), label);
}

/**
 * Where both can be compared: where both promise an exact count, or else where both run; threads before tasks before
 * processes.
 *
 * @throws Failure when they share no world
 */
export function commonWorld(a: Entry, b: Entry): World {
  const worlds: readonly World[] = ['threads', 'tasks', 'processes'];
  const world =
    worlds.find((each) => a.promises.includes(each) && b.promises.includes(each)) ??
    worlds.find((each) => a.runsIn.includes(each) && b.runsIn.includes(each));
  if (world !== undefined) return world;
  if ([a, b].every(({ runsIn }) => runsIn.includes('machines')))
    throw new Failure(
      'side',
      `${a.id} and ${b.id} meet at a server, where two cannot be compared window by window: contend run --worlds machines --strategies ${a.id},${b.id}`,
    );
  throw new Failure('side', `${a.id} and ${b.id} run in no common world; see contend list`);
}
