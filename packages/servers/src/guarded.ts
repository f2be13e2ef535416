/** The guard of a server, as the process sees it that has started it. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Command } from './engine.ts';
import { ServerError } from './server-error.ts';

export interface GuardedCommand extends Command {
  /** Instead of the guard's own. */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly env: Readonly<Record<string, string>>;
}

export type Job =
  | { readonly job: 'run' | 'launch'; readonly command: GuardedCommand }
  | { readonly job: 'kill' | 'stop' | 'resume' };

/** What the guard tells: it has its folder, has done what it was asked, could not, or that the server has ended. */
export type Message =
  | { readonly folder: string }
  | { readonly done: Job['job'] }
  | { readonly failed: string }
  /** The end of what the server wrote. */
  | { readonly exited: string };

/** Asked one thing at a time. */
export class Guarded {
  /** The server's own. */
  folder = '';
  /** The end of what the server wrote, once it has ended. */
  exited: string | undefined;
  private readonly process: ChildProcess;
  private pending: PromiseWithResolvers<void> | undefined;

  private constructor(prefix: string) {
    this.process = fork(new URL('./guard.ts', import.meta.url), [prefix], {
      detached: true,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.process.on('message', (message: Message) => this.hear(message));
    this.process.on('error', () => {});
    this.process.once('exit', () => {
      this.exited ??= '';
      this.pending?.reject(
        new ServerError('cannot-start', 'the process that guards a server has ended: start it again'),
      );
    });
  }

  /** @param prefix of the folder's name */
  static async open(prefix: string): Promise<Guarded> {
    const guarded = new Guarded(prefix);
    try {
      await guarded.answered();
      return guarded;
    } catch (error) {
      await guarded.end();
      throw error;
    }
  }

  private hear(message: Message): void {
    if ('exited' in message) {
      this.exited = message.exited;
      return;
    }
    if ('folder' in message) this.folder = message.folder;
    if ('failed' in message) this.pending?.reject(new ServerError('cannot-start', message.failed));
    else this.pending?.resolve();
  }

  /** Only who awaits an answer keeps this process alive: one that forgets its server ends, and the guard with it. */
  private async answered(): Promise<void> {
    this.pending = Promise.withResolvers();
    this.process.ref();
    this.process.channel?.ref();
    try {
      await this.pending.promise;
    } finally {
      this.process.unref();
      this.process.channel?.unref();
    }
  }

  /** @throws {ServerError} with what the program wrote */
  async ask(job: Job): Promise<void> {
    if (job.job === 'launch') this.exited = undefined;
    const answered = this.answered();
    this.process.send(job, () => {});
    await answered;
  }

  /** Ends the server, and removes its folder. */
  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.ref();
    const exited = new Promise((resolve) => this.process.once('exit', resolve));
    this.pending = undefined;
    this.process.disconnect();
    await exited;
  }
}
