/**
 * The process that started the others owns the count, and they ask it by messages: what `node:cluster` is made for.
 *
 * Messages are answered one after the other, on the event loop of the owner. Each hit takes a message there and one back.
 *
 * @see https://nodejs.org/api/process.html#processsendmessage-sendhandle-options-callback
 */
import type { Channel, Session, StoreStrategy } from '@contend/counter';
import { OwnedCount } from './count.ts';

class Ipc implements Session {
  channel: Channel;
  /** Of the one question that is under way. */
  answered: ((count: number) => void) | undefined = undefined;

  constructor(channel: Channel) {
    this.channel = channel;
    channel.onMessage((count) => this.answered?.(count as number));
  }

  ask(question: 'hit' | 'value'): Promise<number> {
    return new Promise((resolve) => {
      this.answered = resolve;
      this.channel.send(question);
    });
  }

  increment(): Promise<number> {
    return this.ask('hit');
  }

  value(): Promise<number> {
    return this.ask('value');
  }

  close(): void {}
}

export default {
  kind: 'store',
  id: 'owner/ipc',
  title: 'Owner process, by IPC',
  summary:
    'The process that started the others owns the count; they send it a message for each hit, and await its answer.',
  source: 'node:cluster',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'message',
  order: 'none',
  words: 0,
  guest: false,
  faults: { kill: 'recovered', stall: 'recovered' },
  make: () => ({
    serve(_, channels) {
      const count = new OwnedCount();
      for (const channel of channels)
        channel.onMessage((question) => channel.send(count.answer(question as 'hit' | 'value')));
      return () => {};
    },
    open: (_, __, channel) => new Ipc(channel),
  }),
} satisfies StoreStrategy;
