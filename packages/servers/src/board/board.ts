/**
 * A board on a server: hosts that know nothing of each other but its URL leave each other notes there, and read the one
 * clock that all of them can ask. Nobody is told where a host is, and no host opens a port.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Diagnosis } from '../diagnosis.ts';
import { checkName, isName } from '../name.ts';
import type { Server } from '../server.ts';
import { PostgresBoard } from './postgres-board.ts';
import { RedisBoard } from './redis-board.ts';

/** What an engine needs for one: over one connection, which does not reconnect. */
export interface BoardClient {
  /** Makes what the notes lie in; harmless where it is there. */
  make(): Promise<void>;
  /** Overwrites. */
  put(key: string, text: string): Promise<void>;
  get(key: string): Promise<string | null>;
  /** Those whose keys begin with a prefix, by what follows it. */
  list(prefix: string): Promise<Map<string, string>>;
  /** ms since 1970, by the server's clock. */
  now(): Promise<number>;
  close(): Promise<void>;
}

interface BoardEngine {
  /** @param name of the board */
  connect(url: string, name: string): Promise<BoardClient>;
  /** The names of all boards at a server, of whatever age. */
  names(url: string): Promise<string[]>;
}

const ENGINES = { redis: RedisBoard, postgres: PostgresBoard } satisfies Partial<Record<string, BoardEngine>>;
/** Engines at whose servers there can be one: those that tell the time. */
export const BOARD_ENGINES = Object.keys(ENGINES) as readonly BoardEngineName[];
export type BoardEngineName = keyof typeof ENGINES;
export type BoardPlace = Pick<Server, 'url'> & { readonly engine: BoardEngineName };

/** ms for which a server may be out of reach. */
const PATIENCE_MS = 20_000;
const AGAIN_MS = 200;

/** Connects again when its connection breaks: the way to the server may be cut for a while. */
export class Board {
  readonly name: string;
  private readonly place: BoardPlace;
  private client: BoardClient | undefined;
  private reached = false;
  private closed = false;

  /** @throws {ServerError} for a name that contend does not give */
  constructor(place: BoardPlace, name: string) {
    checkName(name);
    this.place = place;
    this.name = name;
  }

  /** Whoever makes it removes it, as all that lies under its name. */
  make(): Promise<void> {
    return this.asking((client) => client.make());
  }

  put(key: string, text: string): Promise<void> {
    return this.asking((client) => client.put(key, text));
  }

  get(key: string): Promise<string | null> {
    return this.asking((client) => client.get(key));
  }

  list(prefix: string): Promise<Map<string, string>> {
    return this.asking((client) => client.list(prefix));
  }

  /** ms since 1970, by the server's clock. */
  now(): Promise<number> {
    return this.asking((client) => client.now());
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.close().catch(() => {});
  }

  /** One after the other, so that no two of them connect. */
  private asking<T>(ask: (client: BoardClient) => Promise<T>): Promise<T> {
    const answer = this.last.then(() => this.patiently(ask));
    this.last = answer.catch(() => {});
    return answer;
  }

  private last: Promise<unknown> = Promise.resolve();

  private async patiently<T>(ask: (client: BoardClient) => Promise<T>): Promise<T> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        this.client ??= await ENGINES[this.place.engine].connect(this.place.url, this.name);
        const answer = await ask(this.client);
        this.reached = true;
        return answer;
      } catch (error) {
        await this.client?.close().catch(() => {});
        this.client = undefined;
        // What has worked before will again, when the way is free.
        if (this.closed || !this.reached || performance.now() > end) {
          throw new Diagnosis(this.place.engine, this.place.url).of(error);
        }
        await delay(AGAIN_MS);
      }
    }
  }
}

/** @throws {ServerError} */
export async function boardsAt({ engine, url }: BoardPlace): Promise<string[]> {
  try {
    return (await ENGINES[engine].names(url)).filter(isName);
  } catch (error) {
    throw new Diagnosis(engine, url).of(error);
  }
}
