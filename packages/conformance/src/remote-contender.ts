/** A process of a trial among processes: opens what lies at the site, increments so often, and tells what it got. */
import { type Channel, leased, type RemoteStrategy, type Session, surelyNotCounted } from '@contend/counter';
import { planned, type Question, type Told } from './remote-job.ts';

let session: Session;
let increments = 0;
let strategyListener: ((message: unknown) => void) | undefined;

async function open({ url, id, site, contender, ...job }: Extract<Question, { do: 'open' }>): Promise<null> {
  const { default: declared }: { default: RemoteStrategy | RemoteStrategy[] } = await import(url);
  const strategy = [declared].flat().find((each) => each.id === id) as RemoteStrategy;
  const channel: Channel = {
    send: (message) => void process.send?.({ message }),
    onMessage: (listener) => {
      strategyListener = listener;
    },
  };
  const inside = job.throws ? throwNowAndThen() : undefined;
  ({ increments } = job);
  session =
    strategy.kind === 'store'
      ? await strategy.make().open(site, contender, channel)
      : leased(await strategy.make().open(site, contender, channel), inside);
  return null;
}

function throwNowAndThen(): () => void {
  let begun = 0;
  return () => {
    if (++begun % 3 === 0) throw new Error(planned);
  };
}

async function contend(): Promise<Told> {
  const hits: number[] = [];
  let thrown = 0;
  for (let tries = 0; hits.length < increments; tries++) {
    try {
      hits.push(await session.increment(`${process.pid}-${tries}`));
    } catch (error) {
      if (error instanceof Error && error.message === planned) thrown++;
      else if (!surelyNotCounted(error)) throw error;
    }
  }
  return { hits, thrown };
}

async function answer(question: Question): Promise<unknown> {
  switch (question.do) {
    case 'open':
      return open(question);
    case 'contend':
      return contend();
    case 'value':
      return session.value();
    case 'close':
      await session.close();
      return null;
  }
}

process.on('message', async (message: { message: unknown } | Question) => {
  if ('message' in message) return strategyListener?.(message.message);
  try {
    process.send?.({ answer: await answer(message) });
  } catch (error) {
    process.send?.({ failed: String(error) });
  }
});
process.on('disconnect', () => process.exit());
