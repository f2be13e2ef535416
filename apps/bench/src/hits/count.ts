/** What a counter says when everybody has gone. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask } from './load/ask.ts';

/** ms between two looks, of which two must agree: what was cut off may be counted a moment later. */
const LOOK_MS = 50;
/** ms in which it must have answered. */
const ANSWER_MS = 10_000;
/** How often it is looked at, at the most. */
const LOOKS = 40;

/** @throws Error of one line when it gives no count */
export async function countOf(port: number): Promise<number> {
  // The same worker each time: another may say another thing.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    let count = await askCount(agent, port);
    for (let i = 1; i < LOOKS; i++) {
      await sleep(LOOK_MS);
      const before = count;
      count = await askCount(agent, port);
      if (count === before) break;
    }
    return count;
  } finally {
    agent.destroy();
  }
}

async function askCount(agent: Agent, port: number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
  ask(agent, port, '/count', resolve);
  const late = setTimeout(() => resolve(undefined), ANSWER_MS);
  const answer = await promise;
  clearTimeout(late);
  if (answer === undefined) throw new Error(`GET /count has no answer within ${ANSWER_MS / 1_000} s`);
  const { status, body } = answer;
  if (status === undefined) throw new Error('GET /count was cut off');
  const text = body.trim();
  if (status !== 200 || !/^\d{1,15}$/.test(text))
    throw new Error(`GET /count is answered by ${status} ${JSON.stringify(text.slice(0, 100))}, and not by a count`);
  return Number(text);
}
