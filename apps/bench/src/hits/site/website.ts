/** A website with a hit counter, as contend sees it that has started it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { pinProcess } from '@contend/harness';
import { freePort, withoutSecrets } from '@contend/servers';
import type { News, Order, WebsiteSpec } from './messages.ts';

/** ms that a website may take to do what is awaited of it; a generous guard against waiting for ever. */
const LIMIT_MS = 60_000;

/** What happened to the website, in a line without secrets: its counter crashed. */
export class WebsiteError extends Error {}

export class Website {
  readonly port: number;
  /** Process ids of the workers that listen. */
  listening: readonly number[] = [];
  pinned = false;
  private readonly guard: ChildProcess;
  private readonly url: string;
  private readonly signal: AbortSignal;
  /** Why it is no more, or never was. */
  failure: string | undefined;
  private replaced: number | undefined;
  private look = () => {};

  private constructor(port: number, url: string, signal: AbortSignal) {
    this.port = port;
    this.url = url;
    this.signal = signal;
    this.guard = fork(new URL('./guard.ts', import.meta.url), [], {
      detached: true,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.guard.on('message', (news: News) => this.hear(news));
    this.guard.on('error', ({ message }) => this.hear({ failed: message }));
    this.guard.once('exit', () => this.hear({ failed: 'the process that guards it has ended' }));
  }

  /**
   * A website all of whose workers listen.
   *
   * @param cores that all its processes are pinned to; `null` leaves them to the scheduler
   * @throws {WebsiteError} when it does not come up; rejects with the signal's reason when that is aborted
   */
  static async open(
    spec: Omit<WebsiteSpec, 'port'>,
    cores: readonly number[] | null,
    signal: AbortSignal,
  ): Promise<Website> {
    signal.throwIfAborted();
    const website = new Website(await freePort(), spec.url, signal);
    try {
      // Those that it starts inherit it.
      const { pid } = website.guard;
      website.pinned = cores !== null && pid !== undefined && (await pinProcess(pid, cores));
      website.order({ begin: { ...spec, port: website.port } });
      await website.until(() => website.listening.length === spec.workers, 'all its workers listen');
      return website;
    } catch (error) {
      await website.end();
      throw error;
    }
  }

  private hear(news: News): void {
    if ('listening' in news) this.listening = news.listening;
    else if ('replaced' in news) this.replaced = news.replaced;
    else this.failure ??= this.url === '' ? news.failed : withoutSecrets(news.failed, new URL(this.url));
    this.look();
  }

  private order(order: Order): void {
    this.guard.send(order, () => {});
  }

  /** @throws {WebsiteError} when the website ends before, or it takes too long */
  async until(condition: () => boolean, what: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => reject(this.signal.reason);
    const late = setTimeout(() => reject(new WebsiteError(`not within ${LIMIT_MS / 1_000} s: ${what}`)), LIMIT_MS);
    this.look = () => {
      if (this.failure !== undefined) reject(new WebsiteError(this.failure));
      else if (condition()) resolve();
    };
    this.signal.addEventListener('abort', abort, { once: true });
    if (this.signal.aborted) abort();
    this.look();
    try {
      await promise;
    } finally {
      this.look = () => {};
      clearTimeout(late);
      this.signal.removeEventListener('abort', abort);
    }
  }

  /** Starts another worker, and asks this one to answer what it has and to go. */
  async replace(pid: number): Promise<void> {
    this.replaced = undefined;
    this.order({ replace: pid });
    await this.until(() => this.replaced === pid, 'a worker is replaced by another');
  }

  /** Ends all its processes, and removes what they had. */
  async end(): Promise<void> {
    if (this.guard.exitCode !== null || this.guard.signalCode !== null) return;
    const exited = once(this.guard, 'exit');
    if (this.guard.connected) this.guard.disconnect();
    await exited;
  }
}
