/** The process that asks a website, as contend sees it that has started it. */
import { type ChildProcess, fork } from 'node:child_process';
import { pinProcess } from '@contend/harness';
import type { LoadResult, LoadSpec } from './spec.ts';

/** ms in which a website must have answered anything. */
export const BEGIN_MS = 20_000;

export class Load {
  pinned = false;
  private readonly process: ChildProcess;
  private readonly signal: AbortSignal;
  private readonly begun = Promise.withResolvers<void>();
  private readonly result = Promise.withResolvers<LoadResult>();

  private constructor(signal: AbortSignal) {
    this.signal = signal;
    this.process = fork(new URL('./child.ts', import.meta.url), [], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.process.on('message', (message: 'began' | LoadResult) => {
      if (message === 'began') this.begun.resolve();
      else this.result.resolve(message);
    });
    this.process.on('error', this.fail);
    this.process.once('exit', (code, killed) => {
      const how = killed === null ? `exited with status ${code}` : `was killed by ${killed}`;
      this.fail(new Error(`the process that asks ${how}`));
    });
    signal.addEventListener('abort', this.abort, { once: true });
    // Whoever awaits them hears of it.
    this.begun.promise.catch(() => {});
    this.result.promise.catch(() => {});
  }

  private readonly fail = (error: Error): void => {
    this.begun.reject(error);
    this.result.reject(error);
  };

  private readonly abort = (): void => this.fail(this.signal.reason);

  /**
   * Rejects, as the two below, with the signal's reason when that is aborted.
   *
   * @param core that it is pinned to; `null` leaves it to the scheduler
   */
  static async start(spec: Omit<LoadSpec, 'ownCore'>, core: number | null, signal: AbortSignal): Promise<Load> {
    signal.throwIfAborted();
    const load = new Load(signal);
    const { pid } = load.process;
    load.pinned = core !== null && pid !== undefined && (await pinProcess(pid, [core]));
    load.process.send({ ...spec, ownCore: load.pinned } satisfies LoadSpec, () => {});
    return load;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** @returns whether requests are under way: false when the website answers nobody */
  async began(): Promise<boolean> {
    const late = Promise.withResolvers<false>();
    const timer = setTimeout(() => late.resolve(false), BEGIN_MS);
    try {
      return await Promise.race([late.promise, this.begun.promise.then(() => true)]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets those that are under way come to their end. */
  stop(): Promise<LoadResult> {
    this.process.send('stop', () => {});
    return this.result.promise;
  }

  end(): void {
    this.signal.removeEventListener('abort', this.abort);
    this.process.kill('SIGKILL');
  }
}
