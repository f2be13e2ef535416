/** The process of one contender, as the fork sees it that has started it: it is asked one thing at a time. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Channel } from '@contend/counter';
import type { Job, Jobs, Message } from './process-jobs.ts';

/** Whoever can be asked one thing at a time, wherever it is. */
export interface Contender {
  ask<J extends Job>(job: J, question: Jobs[J][0]): Promise<Jobs[J][1]>;
}

export class ContenderProcess implements Contender {
  readonly process: ChildProcess;
  /** Of the strategy's own messages, by region. */
  readonly listeners: ((message: unknown) => void)[] = [];
  private pending: PromiseWithResolvers<unknown> | undefined;
  private death: Error | undefined;

  constructor() {
    this.process = fork(new URL('./process-contender.ts', import.meta.url), {
      execArgv: process.execArgv,
      // Typed arrays are to arrive as such.
      serialization: 'advanced',
    });
    this.process.on('message', (message: Message) => this.hear(message));
    this.process.once('exit', (code, signal) => {
      const how = signal === null ? `exited with status ${code}` : `was killed by ${signal}`;
      this.death = new Error(`the process of a contender ${how}`);
      this.pending?.reject(this.death);
    });
    this.process.on('error', () => {});
  }

  private hear(message: Message): void {
    if ('message' in message) this.listeners[message.region]?.(message.message);
    else if ('answer' in message) this.pending?.resolve(message.answer);
    else if ('failed' in message) this.pending?.reject(new Error(message.failed));
  }

  ask<J extends Job>(job: J, question: Jobs[J][0]): Promise<Jobs[J][1]> {
    if (this.death !== undefined) return Promise.reject(this.death);
    this.pending = Promise.withResolvers();
    this.process.send({ job, question } satisfies Message);
    return this.pending.promise as Promise<Jobs[J][1]>;
  }

  channel(region: number): Channel {
    return {
      send: (message) => void this.process.send({ region, message } satisfies Message),
      onMessage: (listener) => {
        this.listeners[region] = listener;
      },
    };
  }
}
