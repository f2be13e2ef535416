/** `contend join`: this host's contenders for a run that another host has begun with `contend run --hosts`. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ENGINES, type Engine } from '@contend/counter';
import { OWN, offsetTo, serveSeat } from '@contend/harness';
import { describeHost, plainText } from '@contend/record';
import { Board, boardsAt, given, roundTripNs, ServerError } from '@contend/servers';
import { catalogue } from '../catalogue/catalogue.ts';
import { ownRuntime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { amount } from '../cli/flags.ts';
import { interruptible } from '../cli/interrupt.ts';
import { printJson } from '../cli/print.ts';
import { type Progress, progress } from '../cli/progress.ts';
import type { Given } from '../run/servers.ts';
import {
  boardPlace,
  type Introduction,
  type Invitation,
  KEYS,
  kernelOn,
  type Seat,
  SILENT_MS,
  sameness,
  shownPlace,
} from './introduction.ts';

export interface JoinOptions {
  plugin: string[];
  wait: string;
  pin: boolean;
  json: boolean;
}

const LOOK_MS = 200;
const SCHEMES: Readonly<Record<string, Engine>> = {
  'redis:': 'redis',
  'rediss:': 'redis',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'etcd:': 'etcd',
  'nats:': 'nats',
};

export async function join(urls: readonly string[], options: JoinOptions): Promise<number> {
  const talk = progress(process.stderr);
  const waitMs = amount('--wait', options.wait, 1, 86_400) * 1_000;
  const signal = interruptible(() => talk.say('leaving (Ctrl-C again leaves at once)'));
  const servers = serversOf(urls);
  const place = boardPlace(servers);
  if (place === undefined) {
    throw new Failure('flag', 'hosts meet at a Redis or a PostgreSQL: give the URL of the one that the run was given');
  }
  try {
    for (const engine of ENGINES) {
      const url = servers[engine];
      if (url !== undefined) await given(engine, url);
    }
    talk.say(`looking for a run at your ${shownPlace(place)}`);
    const found = await invited(place, waitMs, signal, talk);
    if (found === undefined) return STATUS.interrupted;
    try {
      return await takePart(found, servers, options, { talk, signal });
    } finally {
      await found.board.close();
    }
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    throw new Failure('server', error.message);
  }
}

function serversOf(urls: readonly string[]): Given {
  const found: Partial<Record<Engine, string>> = {};
  for (const url of urls) {
    const engine = SCHEMES[URL.parse(url)?.protocol ?? ''];
    // What was typed is not repeated: it may hold a password.
    if (engine === undefined)
      throw new Failure('flag', `a URL of a server begins with one of ${Object.keys(SCHEMES).join(' ')}`);
    if (found[engine] !== undefined) throw new Failure('flag', `two URLs of ${engine}: give the one that the run has`);
    found[engine] = url;
  }
  return found;
}

interface Found {
  board: Board;
  invitation: Invitation;
}

/** Waits for a run that expects hosts; several at one server are taken in turn. */
async function invited(
  place: NonNullable<ReturnType<typeof boardPlace>>,
  waitMs: number,
  signal: AbortSignal,
  talk: Progress,
): Promise<Found | undefined> {
  const began = performance.now();
  for (;;) {
    for (const name of await boardsAt(place)) {
      const board = new Board(place, name);
      const [invitation, beat, end] = [
        await board.get(KEYS.invitation),
        await board.get(KEYS.beat),
        await board.get(KEYS.end),
      ];
      const fresh = beat !== null && (await board.now()) - Number(beat) < SILENT_MS;
      if (invitation !== null && fresh && end === null) return { board, invitation: JSON.parse(invitation) };
      await board.close();
    }
    const waited = performance.now() - began;
    if (signal.aborted) return undefined;
    if (waited > waitMs) {
      const mend = 'begin it there with contend run --worlds machines --hosts N and this URL';
      throw new Failure('no-run', `no run expects hosts at the ${shownPlace(place)}; ${mend}`, STATUS.host);
    }
    talk.show('waiting for a run that expects hosts', waited / waitMs, waitMs - waited);
    await delay(LOOK_MS);
  }
}

async function takePart(
  { board, invitation }: Found,
  servers: Given,
  { plugin, pin, json }: JoinOptions,
  { talk, signal }: { talk: Progress; signal: AbortSignal },
): Promise<number> {
  const entries = await catalogue(plugin, OWN, signal);
  const wanted = entries.filter(({ id }) => id in invitation.strategies);
  const host = await describeHost();
  const place = boardPlace(servers) as NonNullable<ReturnType<typeof boardPlace>>;
  const introduction: Introduction = {
    ...sameness(wanted),
    host,
    engine: ownRuntime().engine,
    engines: ENGINES.filter((engine) => servers[engine] !== undefined),
    kernel: kernelOn(board.name),
    roundTripNs: await roundTripNs(place),
    clockErrorMs: (await offsetTo(board)).errorMs,
  };
  const own = randomUUID();
  await board.put(`${KEYS.introduction}${own}`, JSON.stringify(introduction));
  const seat = await seated(board, own, signal);
  if (seat === undefined) return STATUS.interrupted;
  if ('refused' in seat)
    throw new Failure('refused', `the run does not take this host: ${plainText(seat.refused)}`, STATUS.host);
  talk.say(`taking part as host ${seat.seat + 1} of ${invitation.hosts}`);
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const watching = untilOver(board, stop).finally(() => over.abort());
  // Whoever serves hears of a server that is out of reach, too, and it is told once.
  watching.catch(() => {});
  const asked = new Board(place, board.name);
  const guest = {
    seat: seat.seat,
    moduleOf: (id: string) => wanted.find((entry) => entry.id === id)?.module,
    urlOf: (engine: Engine) => servers[engine],
    cores: pin ? host.allowedCores : null,
  };
  try {
    await serveSeat(asked, guest, stop);
  } finally {
    over.abort();
    await asked.close();
  }
  const how = await watching;
  talk.say(how === 'silent' ? 'the run has gone: it has not been heard of any more' : 'the run is over');
  if (json) await printJson({ seat: seat.seat, hosts: invitation.hosts, ended: how });
  if (signal.aborted) return STATUS.interrupted;
  return how === 'silent' ? STATUS.host : STATUS.held;
}

async function seated(board: Board, own: string, signal: AbortSignal): Promise<Seat | undefined> {
  while (!signal.aborted) {
    const text = await board.get(`${KEYS.seat}${own}`);
    if (text !== null) return JSON.parse(text);
    if ((await stillThere(board)) !== 'there') return { refused: 'it has ended' };
    await delay(LOOK_MS);
  }
  return undefined;
}

type Presence = 'there' | 'ended' | 'silent';

async function stillThere(board: Board): Promise<Presence> {
  if ((await board.get(KEYS.end)) !== null) return 'ended';
  const beat = await board.get(KEYS.beat);
  // Swept: whoever began it has removed it.
  if (beat === null) return 'ended';
  return (await board.now()) - Number(beat) > SILENT_MS ? 'silent' : 'there';
}

async function untilOver(board: Board, signal: AbortSignal): Promise<Presence | 'left'> {
  while (!signal.aborted) {
    const presence = await stillThere(board);
    if (presence !== 'there') return presence;
    await delay(1_000, undefined, { signal }).catch(() => {});
  }
  return 'left';
}
