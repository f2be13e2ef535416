/** One request over a connection that is kept. It is made once: what is made again by itself would count twice. */
import { type Agent, get } from 'node:http';

/** What a request came to that reached nobody. */
const UNREACHED = 503;

export interface Answer {
  /** `undefined`: it was cut off before its answer was complete. */
  status: number | undefined;
  body: string;
  /** ms, by `performance.now()`. */
  at: number;
}

/** Does not reject. @param done is called once */
export function ask(agent: Agent, port: number, path: string, done: (answer: Answer) => void): void {
  const answer: Answer = { status: undefined, body: '', at: 0 };
  const request = get({ agent, host: '127.0.0.1', port, path });
  request.once('response', (response) => {
    response.setEncoding('latin1');
    response.on('data', (text: string) => {
      answer.body += text;
    });
    response.once('end', () => {
      answer.at = performance.now();
      answer.status = response.statusCode;
    });
    response.on('error', () => {});
  });
  request.once('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'ECONNREFUSED') answer.status = UNREACHED;
  });
  request.once('close', () => done(answer));
}
