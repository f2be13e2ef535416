/** Servers of contend's own: private, in a temporary folder, and gone when contend is. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command, Engine, EngineName, Launch } from './engine.ts';
import { engines } from './engines.ts';
import { find } from './find.ts';
import { Guarded, type GuardedCommand } from './guarded.ts';
import { freePort } from './port.ts';
import { type Address, addressOf, type Server } from './server.ts';
import { ServerError } from './server-error.ts';

export interface StartOptions {
  /**
   * - Redis: `everysec` (default), `always`: `appendfsync`; `snapshots`: what it does when it is told nothing
   * - PostgreSQL: `on` (default), `off`: `synchronous_commit`
   * - etcd: `fsync`; NATS: `file`
   */
  readonly durability?: string;
}

/** ms that a server may take until it answers. */
const READY_MS = 120_000;
const LOOK_MS = 20;
/** How often another port is tried when somebody else took it. */
const PORTS = 20;
const TAKEN = /address already in use/i;
/** Who runs what root must not, in this order. */
const STAND_INS = ['postgres', 'nobody'];

/** For programs that refuse root. @returns undefined for whoever is not root */
function standIn(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of STAND_INS) {
    const user = users.find(([first]) => first === name);
    if (user !== undefined) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new ServerError(
    'cannot-start',
    `PostgreSQL refuses root, and there is no user ${STAND_INS.join(' or ')} to run it as: add one`,
  );
}

/** The lines of a log that say what went wrong, as one. */
function complaint(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /error|fatal|failed|cannot|denied|unable/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-2).join(' ') || 'it wrote nothing';
}

class OwnServer implements Server {
  readonly madeHow = 'loopback';
  version = '';
  durability: Record<string, string> = {};

  readonly engine: EngineName;
  private readonly guarded: Guarded;
  /** Hidden from whoever prints all that an object has: it holds the password. */
  readonly #launch: Launch;
  private readonly user: GuardedCommand['user'];
  private port = 0;

  constructor(engine: EngineName, guarded: Guarded, launch: Launch, user: GuardedCommand['user']) {
    this.engine = engine;
    this.guarded = guarded;
    this.#launch = launch;
    this.user = user;
  }

  private get known(): Engine {
    return engines[this.engine];
  }

  get url(): string {
    return this.#launch.url(this.port);
  }

  get address(): Address {
    return addressOf(this.engine, this.url);
  }

  private command(command: Command): GuardedCommand {
    // Its own variables would change what engines do: PGDATA, ETCD_NAME.
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' };
    return { ...command, env, ...(this.user === undefined ? {} : { user: this.user }) };
  }

  async prepare(): Promise<void> {
    const own = async (path: string) => {
      if (this.user !== undefined) await chown(path, this.user.uid, this.user.gid);
    };
    await own(this.guarded.folder);
    for (const [name, text] of Object.entries(this.#launch.files)) {
      const path = join(this.guarded.folder, name);
      await writeFile(path, text, { mode: 0o600 });
      await own(path);
    }
    if (this.#launch.prepare !== undefined)
      await this.guarded.ask({ job: 'run', command: this.command(this.#launch.prepare) });
  }

  /** On the first port that is still free when the server is there. */
  async listen(): Promise<void> {
    for (let tries = 1; ; tries++) {
      this.port = await freePort();
      if (await this.run()) return;
      if (tries === PORTS) throw new ServerError('cannot-start', `${this.known.title} found ${PORTS} ports taken`);
    }
  }

  /** @returns whether it could have its port @throws {ServerError} when anything else is wrong */
  private async run(): Promise<boolean> {
    await this.guarded.ask({ job: 'launch', command: this.command(this.#launch.command(this.port)) });
    for (const end = Date.now() + READY_MS; Date.now() < end; await delay(LOOK_MS)) {
      const log = this.guarded.exited;
      if (log !== undefined) {
        if (TAKEN.test(log)) return false;
        throw new ServerError('cannot-start', `${this.known.title} ended as it was started: ${complaint(log)}`);
      }
      if (await this.answers()) return true;
    }
    throw new ServerError(
      'cannot-start',
      `${this.known.title} did not answer within ${READY_MS / 1_000} s of its start`,
    );
  }

  private async answers(): Promise<boolean> {
    try {
      const client = await this.known.connect(this.url);
      try {
        this.version = await client.version();
        this.durability = await client.durability();
        return true;
      } finally {
        await client.close();
      }
    } catch {
      return false;
    }
  }

  kill(): Promise<void> {
    return this.guarded.ask({ job: 'kill' });
  }

  async restart(): Promise<void> {
    await this.kill();
    for (const end = Date.now() + READY_MS; Date.now() < end; await delay(LOOK_MS)) if (await this.run()) return;
    throw new ServerError('cannot-start', `${this.known.title} cannot be restarted: somebody else listens at its port`);
  }

  stop(): Promise<void> {
    return this.guarded.ask({ job: 'stop' });
  }

  resume(): Promise<void> {
    return this.guarded.ask({ job: 'resume' });
  }

  end(): Promise<void> {
    return this.guarded.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }
}

/** @throws {ServerError} when the engine is not installed, or its server does not come up; nothing is left then */
export function start(name: EngineName, options: StartOptions = {}): Promise<Server> {
  return startWith(name, { ...options, password: randomBytes(16).toString('hex') });
}

/** {@link start}, with a password that others have, too. */
export async function startWith(
  name: EngineName,
  { durability, password }: StartOptions & { readonly password: string },
): Promise<Server> {
  const engine = engines[name];
  const chosen = durability ?? engine.durabilities[0];
  if (!engine.durabilities.includes(chosen))
    throw new ServerError(
      'bad-input',
      `${engine.title} has no durability "${chosen}": it has ${engine.durabilities.join(', ')}`,
    );
  const found = find(name);
  if (found.absent !== undefined) throw new ServerError('absent', found.absent);
  const guarded = await Guarded.open(`contend-${name}-`);
  try {
    const launch = engine.launch({ folder: guarded.folder, binaries: found.binaries, password, durability: chosen });
    const server = new OwnServer(name, guarded, launch, launch.refusesRoot ? standIn() : undefined);
    await server.prepare();
    await server.listen();
    return server;
  } catch (error) {
    await guarded.end();
    throw error;
  }
}
