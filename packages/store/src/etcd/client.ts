/**
 * etcd by its JSON gateway: what gRPC takes, as JSON over HTTP, with keys and values in base64.
 *
 * @see https://etcd.io/docs/v3.4/dev-guide/api_grpc_gateway/
 */
import { Refusal, refusal, type Site } from '@contend/counter';
import { parsed } from '../url.ts';

/** Who is not answered for so long talks to a server that vanished, ms. */
const ANSWER_MS = 10_000;

/** What `fetch` fails with before it has sent anything. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];
/** Codes of gRPC for questions that were looked at and not taken: invalid, not found, not permitted, too early, not known. */
const NOT_TAKEN = [3, 5, 7, 9, 16];
const UNAUTHENTICATED = 401;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export interface Found {
  count: number;
  /** The revision of the whole store at which the key was written. */
  revision: string;
}

export class Etcd {
  origin: string;
  /** A name and a password, where the URL has them: `fetch` takes no URL that has. */
  user: { name: string; password: string } | undefined;
  token: string | undefined = undefined;

  constructor(url: string) {
    const { protocol, host, user, password } = parsed(url);
    this.origin = `${protocol}//${host}`;
    if (user !== '') this.user = { name: user, password };
  }

  /** @throws with `counted: false` where it was surely not done. No error has the password in it. */
  async ask<Answer>(path: string, question: object, limitMs = ANSWER_MS): Promise<Answer> {
    if (this.user !== undefined && this.token === undefined) await this.authenticate(this.user);
    let response = await this.send(path, question, limitMs);
    if (response.status === UNAUTHENTICATED && this.user !== undefined) {
      // Tokens run out.
      await this.authenticate(this.user);
      response = await this.send(path, question, limitMs);
    }
    return this.answerIn<Answer>(response);
  }

  async authenticate(user: { name: string; password: string }): Promise<void> {
    // With a token that ran out, not even this would be answered.
    this.token = undefined;
    try {
      const response = await this.send('auth/authenticate', user, ANSWER_MS);
      this.token = (await this.answerIn<{ token: string }>(response)).token;
    } catch (error) {
      throw refusal(error);
    }
  }

  async send(path: string, question: object, limitMs: number): Promise<Response> {
    try {
      return await fetch(`${this.origin}/v3/${path}`, {
        method: 'POST',
        headers: this.token === undefined ? {} : { authorization: this.token },
        body: JSON.stringify(question),
        signal: AbortSignal.timeout(limitMs),
      });
    } catch (error) {
      const { code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
      const Failure = NEVER_SENT.includes(String(code)) ? Refusal : Error;
      throw new Failure(`no answer from etcd: ${message || code}`);
    }
  }

  async answerIn<Answer>(response: Response): Promise<Answer> {
    const answer = (await response.json()) as { error?: string; code?: number };
    if (response.ok) return answer as Answer;
    const Failure = NOT_TAKEN.includes(Number(answer.code)) ? Refusal : Error;
    throw new Failure(String(answer.error ?? `etcd answers with HTTP status ${response.status}`));
  }
}

/** The key of a site's count, and the ways to read and write it. */
export class EtcdCount {
  etcd: Etcd;
  key: string;

  constructor({ url, name }: Site) {
    this.etcd = new Etcd(url);
    this.key = base64(`${name}/count`);
  }

  async read(): Promise<Found> {
    type Range = { kvs?: { value: string; mod_revision: string }[] };
    const { kvs } = await this.etcd.ask<Range>('kv/range', { key: this.key });
    if (kvs?.[0] === undefined) throw new Refusal('the count is not in etcd any more');
    return { count: Number(Buffer.from(kvs[0].value, 'base64')), revision: kvs[0].mod_revision };
  }

  async write(count: number): Promise<void> {
    await this.etcd.ask('kv/put', { key: this.key, value: base64(String(count)) });
  }

  /** @returns whether nobody had written it since it was found so */
  async writeUnlessChanged(count: number, { revision }: Found): Promise<boolean> {
    const { succeeded } = await this.etcd.ask<{ succeeded?: boolean }>('kv/txn', {
      compare: [{ key: this.key, target: 'MOD', result: 'EQUAL', mod_revision: revision }],
      success: [{ request_put: { key: this.key, value: base64(String(count)) } }],
    });
    return succeeded === true;
  }
}
