/** What hosts tell each other on a board before they measure: who they are, and whether they would measure the same. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Engine } from '@contend/counter';
import { describeSuite, type Host } from '@contend/record';
import type { BoardPlace } from '@contend/servers';
import { addressOf, BOARD_ENGINES } from '@contend/servers';
import type { Entry } from '../catalogue/catalogue.ts';
import { ownRuntime } from '../catalogue/runtime.ts';
import type { Given } from '../run/servers.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export const KEYS = {
  /** What is going to be measured, by whoever begins. */
  invitation: 'invitation',
  /** By the server's clock, ms: whoever begins is still there. */
  beat: 'beat',
  /** Of a host, by a word of its own. */
  introduction: 'host/',
  /** What it is told. */
  seat: 'seat/',
  /** The run is over. */
  end: 'end',
} as const;

/** ms between two beats, and after which nobody is there any more. */
export const BEAT_MS = 1_000;
export const SILENT_MS = 30_000;

/** What must be alike everywhere. */
export interface Sameness {
  contend: string;
  runtime: string;
  /** By id; of those that are measured. */
  strategies: Record<string, string>;
}

export interface Invitation extends Sameness {
  hosts: number;
  /** At whose servers contenders meet. */
  engines: Engine[];
}

export interface Introduction extends Sameness {
  host: Host;
  engine: string;
  engines: Engine[];
  /** Tells whether two hosts are of one kernel, and nothing else. */
  kernel: string | null;
  roundTripNs: number;
  clockErrorMs: number;
}

export type Seat = { seat: number } | { refused: string };

export function sameness(entries: readonly Entry[]): Sameness {
  const { version } = describeSuite(ROOT);
  return {
    contend: version,
    runtime: ownRuntime().label,
    strategies: Object.fromEntries(entries.map(({ id, strategyVersion }) => [id, strategyVersion])),
  };
}

/** Why a host cannot take part, in a clause that tells how to mend it; undefined: it can. */
export function unlike(invitation: Invitation, guest: Introduction): string | undefined {
  if (guest.contend !== invitation.contend) {
    return `it has contend ${guest.contend}, and the run ${invitation.contend}: check out the same`;
  }
  if (guest.runtime !== invitation.runtime) {
    return `it runs in ${guest.runtime}, and the run in ${invitation.runtime}: start it in the same`;
  }
  for (const [id, digest] of Object.entries(invitation.strategies)) {
    const own = guest.strategies[id];
    if (own === undefined) return `it has no ${id}: give it the same plug-ins`;
    if (own !== digest) return `its ${id} is another (${own}) than the run’s (${digest}): check out the same`;
  }
  const missing = invitation.engines.filter((engine) => !guest.engines.includes(engine));
  if (missing.length > 0) return `it was given no URL of ${missing.join(', ')}: contend join URL URL …`;
  return undefined;
}

/** Of this host's kernel, as it is known on one board only. */
export function kernelOn(board: string): string | null {
  try {
    const id = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    return createHash('sha256').update(`${board} ${id}`).digest('hex').slice(0, 16);
  } catch {
    return null;
  }
}

/** The first server that can hold a board; undefined where there is none among them. */
export function boardPlace(given: Given): BoardPlace | undefined {
  const engine = BOARD_ENGINES.find((each) => given[each] !== undefined);
  return engine === undefined ? undefined : { engine, url: given[engine] as string };
}

/** Where it is, as it may be shown. */
export function shownPlace({ engine, url }: BoardPlace): string {
  const { host, port } = addressOf(engine, url);
  return `${engine} at ${host.includes(':') ? `[${host}]` : host}:${port}`;
}
