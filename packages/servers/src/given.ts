/** The user's own server: checked before it is used, and left as it was. */
import { connect } from 'node:net';
import { type Client, CONNECT_MS, type Engine, type EngineName } from './engine.ts';
import { engines } from './engines.ts';
import { freshName } from './name.ts';
import { withoutSecrets } from './secrets.ts';
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

function shown({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What was typed is not repeated: it may hold a password. */
function parsed(text: string, { title, schemes, defaultPort }: Engine): URL {
  const url = URL.parse(text);
  if (url !== null && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== '') return url;
  const form = `${schemes[0]}://USER:PASSWORD@HOST:${defaultPort}`;
  throw new ServerError(
    'bad-input',
    `this is no URL of ${title}: write it as ${form}, or with ${schemes.slice(1).join(', ')}`,
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

/** An error of whichever library: what it says, and its code if that tells more. */
function wordsOf(error: unknown): string {
  const { message, code, cause } = error as Error & { code?: unknown };
  const own = [code, message].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return cause === undefined ? own : `${own} ${wordsOf(cause)}`;
}

/** Turns what libraries say into what is wrong and how to mend it. */
class Doctor {
  private readonly engine: Engine;
  private readonly url: URL;
  private readonly who: string;

  constructor(engine: Engine, url: URL, address: Address) {
    this.engine = engine;
    this.url = url;
    this.who = `${engine.title} at ${shown(address)}`;
  }

  private words(error: unknown): string {
    return withoutSecrets(wordsOf(error), this.url);
  }

  unreachable(error: unknown): ServerError {
    return new ServerError(
      'unreachable',
      `no ${this.who} can be reached: start it, or correct the URL (${this.words(error)})`,
    );
  }

  /** Of whoever was asked to let contend in, or to do something. */
  refused(error: unknown): ServerError {
    const words = this.words(error);
    const { wrongPassword, noRights, rights } = this.engine.refusals;
    if (error instanceof URIError)
      return new ServerError('bad-input', `the URL of ${this.who} has a % that stands for nothing: write it as %25`);
    if (wrongPassword.test(words))
      return new ServerError(
        'wrong-password',
        `${this.who} refuses user or password: correct them in the URL (${words})`,
      );
    if (noRights.test(words))
      return new ServerError('no-rights', `${this.who} denies what contend needs: give the user ${rights} (${words})`);
    return new ServerError(
      'not-this-engine',
      `${this.who} does not do what ${this.engine.title} does: correct the URL (${words})`,
    );
  }

  tooOld(version: string): ServerError {
    return new ServerError(
      'too-old',
      `${this.who} is ${version}: ${this.engine.oldest} is the oldest that contend can use`,
    );
  }
}

async function examined(client: Client, engine: Engine, doctor: Doctor) {
  const version = await client.version();
  if (!isAtLeast(version, engine.oldest)) throw doctor.tooOld(version);
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
  const url = parsed(text, engine);
  const address = addressOf(name, text);
  const doctor = new Doctor(engine, url, address);
  await reach(address).catch((error) => {
    throw doctor.unreachable(error);
  });
  try {
    const client = await engine.connect(text);
    try {
      const { version, durability } = await examined(client, engine, doctor);
      return new GivenServer(name, text, version, durability);
    } finally {
      await client.close();
    }
  } catch (error) {
    throw error instanceof ServerError ? error : doctor.refused(error);
  }
}
