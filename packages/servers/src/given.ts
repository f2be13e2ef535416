/** The user's own server: checked before it is used, and left as it was. */
import { connect } from 'node:net';
import { asking } from './asking.ts';
import { Diagnosis, shown } from './diagnosis.ts';
import { type Client, CONNECT_MS, type Engine, type EngineName } from './engine.ts';
import { engines } from './engines.ts';
import { freshName } from './name.ts';
import { type Address, addressOf, type Server } from './server.ts';
import { ServerError } from './server-error.ts';
import { isAtLeast } from './version.ts';

class GivenServer implements Server {
  readonly madeHow = 'given';
  readonly engine: EngineName;
  readonly version: string;
  readonly durability: Readonly<Record<string, string>>;
  readonly address: Address;
  /** Hidden from whoever prints all that an object has. */
  readonly #url: string;

  constructor(engine: EngineName, url: string, version: string, durability: Readonly<Record<string, string>>) {
    this.engine = engine;
    this.version = version;
    this.durability = durability;
    this.address = addressOf(engine, url);
    this.#url = url;
  }

  get url(): string {
    return this.#url;
  }

  private async refuse(): Promise<never> {
    const { title } = engines[this.engine];
    throw new ServerError(
      'not-ours',
      `the ${title} at ${shown(this.address)} is yours: contend does this to its own alone`,
    );
  }

  kill(): Promise<void> {
    return this.refuse();
  }

  restart(): Promise<void> {
    return this.refuse();
  }

  stop(): Promise<void> {
    return this.refuse();
  }

  resume(): Promise<void> {
    return this.refuse();
  }

  async end(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** What was typed is not repeated: it may hold a password. */
function check(text: string, { title, schemes, defaultPort }: Engine): void {
  const url = URL.parse(text);
  if (url === null || !schemes.includes(url.protocol.slice(0, -1)) || url.hostname === '') {
    const form = `${schemes[0]}://USER:PASSWORD@HOST:${defaultPort}`;
    throw new ServerError(
      'bad-input',
      `this is no URL of ${title}: write it as ${form}, or with ${schemes.slice(1).join(', ')}`,
    );
  }
  if (!isDecodable(url))
    throw new ServerError(
      'bad-input',
      `user or password in the URL of ${title} has a % that stands for nothing: write it as %25`,
    );
}

/** @throws what the system says */
function reach({ host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: CONNECT_MS });
    const done = (error?: Error) => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.once('connect', () => done());
    socket.once('error', done);
    socket.once('timeout', () => done(new Error(`no answer within ${CONNECT_MS / 1_000} s`)));
  });
}

async function examined(client: Client, engine: Engine, diagnosis: Diagnosis) {
  const version = await client.version();
  if (!isAtLeast(version, engine.oldest)) throw diagnosis.tooOld(version);
  const name = freshName();
  try {
    await client.tryRights(name);
  } catch (error) {
    // It may have been let make what it may not remove.
    await client.sweep(name).catch(() => {});
    throw error;
  }
  return { version, durability: await client.durability() };
}

/**
 * @param text a URL with user and password, if the server wants them
 * @throws {ServerError} with what is wrong with the URL, the server, or the rights that its user has there; without the password
 */
export async function given(name: EngineName, text: string): Promise<Server> {
  const engine = engines[name];
  check(text, engine);
  const diagnosis = new Diagnosis(name, text);
  await reach(addressOf(name, text)).catch((error) => {
    throw diagnosis.unreachable(error);
  });
  const { version, durability } = await asking({ engine: name, url: text }, (client) =>
    examined(client, engine, diagnosis),
  );
  return new GivenServer(name, text, version, durability);
}
