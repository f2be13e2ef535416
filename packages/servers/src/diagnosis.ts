/** What is wrong with a user's server, from what libraries say of it. */
import type { Engine, EngineName } from './engine.ts';
import { engines } from './engines.ts';
import { withoutSecrets } from './secrets.ts';
import { type Address, addressOf } from './server.ts';
import { ServerError } from './server-error.ts';

export function shown({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** An error of whichever library: what it says, and its code if that tells more. */
function wordsOf(error: unknown): string {
  const { message, code, cause } = error as Error & { code?: unknown };
  const own = [code, message].filter((part) => typeof part === 'string' && part !== '').join(' ');
  return cause === undefined ? own : `${own} ${wordsOf(cause)}`;
}

/** What systems call it when nobody is there, or no longer. */
const NETWORK = /\b(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)\b/;

/** Turns what libraries say into what is wrong and how to mend it. */
export class Diagnosis {
  private readonly engine: Engine;
  private readonly url: URL;
  private readonly who: string;

  constructor(engine: EngineName, url: string) {
    this.engine = engines[engine];
    this.url = new URL(url);
    this.who = `${this.engine.title} at ${shown(addressOf(engine, url))}`;
  }

  private words(error: unknown): string {
    return withoutSecrets(wordsOf(error), this.url);
  }

  /** What an error of any kind means. */
  of(error: unknown): ServerError {
    if (error instanceof ServerError) return error;
    return NETWORK.test(this.words(error)) ? this.unreachable(error) : this.refused(error);
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
    const { wrongPassword, noRights, rights, tooOld } = this.engine.refusals;
    if (tooOld?.test(words)) return this.tooOld('too old');
    if (wrongPassword.test(words))
      return new ServerError(
        'wrong-password',
        `the ${this.who} refuses user or password: correct them in the URL (${words})`,
      );
    if (noRights.test(words))
      return new ServerError(
        'no-rights',
        `the ${this.who} denies what contend needs: give the user ${rights} (${words})`,
      );
    return new ServerError('unusable', `contend cannot use the ${this.who}: correct the URL (${words})`);
  }

  tooOld(version: string): ServerError {
    return new ServerError(
      'too-old',
      `the ${this.who} is ${version}: ${this.engine.oldest} is the oldest that contend can use`,
    );
  }
}
