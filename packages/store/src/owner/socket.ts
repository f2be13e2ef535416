/**
 * The process that started the others owns the count, and they ask it through a local socket: a byte for each question, a
 * number of 32 bits for each answer.
 *
 * @see unix(7)
 */
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Session, Site, StoreStrategy } from '@contend/counter';
import { OwnedCount } from './count.ts';

const HIT = Buffer.from('+');
const VALUE = Buffer.from('=');
const ANSWER_BYTES = 4;

/** Windows has named pipes in the place of sockets in a folder. */
function addressIn({ directory }: Site): string {
  const path = join(directory, 'owner.sock');
  return process.platform === 'win32' ? `\\\\.\\pipe\\${path}` : path;
}

class SocketSession implements Session {
  socket: Socket;
  /** Of the one question that is under way. */
  answered: ((count: number) => void) | undefined = undefined;
  heard: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.hear(bytes));
  }

  hear(bytes: Buffer): void {
    this.heard = this.heard.length === 0 ? bytes : Buffer.concat([this.heard, bytes]);
    if (this.heard.length < ANSWER_BYTES) return;
    const count = this.heard.readInt32LE(0);
    this.heard = this.heard.subarray(ANSWER_BYTES);
    this.answered?.(count);
  }

  ask(question: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.socket.once('error', reject);
      this.socket.write(question, () => this.socket.off('error', reject));
    });
  }

  increment(): Promise<number> {
    return this.ask(HIT);
  }

  value(): Promise<number> {
    return this.ask(VALUE);
  }

  close(): void {
    this.socket.end();
  }
}

function connected(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address, () => {
      socket.off('error', reject);
      resolve(socket);
    }).once('error', reject);
  });
}

function serve(site: Site): Promise<() => void> {
  const count = new OwnedCount();
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (questions: Buffer) => {
      const answers = Buffer.alloc(ANSWER_BYTES * questions.length);
      for (const [i, question] of questions.entries())
        answers.writeInt32LE(count.answer(question === HIT[0] ? 'hit' : 'value'), ANSWER_BYTES * i);
      socket.write(answers);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(addressIn(site), () => resolve(() => server.close()));
  });
}

export default {
  kind: 'store',
  id: 'owner/socket',
  title: 'Owner process, by a socket',
  summary:
    'The process that started the others owns the count; they ask it through a local socket, a byte for each hit.',
  source: 'unix(7)',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'message',
  order: 'none',
  words: 0,
  guest: false,
  faults: { kill: 'recovered', stall: 'recovered' },
  make: () => ({ serve, open: async (site) => new SocketSession(await connected(addressIn(site))) }),
} satisfies StoreStrategy;
