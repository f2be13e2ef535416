/** A process that times every operation, window by window in turn, in pool threads pinned to the first cores. */
import '@contend/mutex';
import { answerOnce, PingPong, ProgramTeam, REGIONS } from '@contend/harness';
import baseline from '@contend/native/pthread-mutex';
import { median } from '@contend/stats';
import { Piscina } from 'piscina';
import type { Operation } from './operations.ts';
import { WARM_UPS } from './settings.ts';

export interface Question {
  windows: number;
  windowMs: number;
  /** Empty: nothing is pinned, and what needs two cores is not measured. */
  cores: number[];
}

/** ns by operation, one number each; what this host cannot do is not in it. */
export interface Answer {
  pinned: boolean;
  ns: Record<string, number>;
}

/** A lock, an increment and an unlock in C, by a thread of a program of its own; `null`: there is no compiler. */
async function inC(windowMs: number, core: number | undefined): Promise<(() => Promise<number>) | null> {
  if (!('program' in baseline)) return null;
  const team = new ProgramTeam(
    { contenders: 1, cores: core === undefined ? null : [core] },
    baseline.program as string,
  );
  await team.assemble();
  return async () => {
    const { contended } = await team.window(REGIONS.warmUp, windowMs);
    return (windowMs * 1e6) / (contended[0]?.seen[0]?.inside ?? 0);
  };
}

const poolOf = (file: string, threads: number) =>
  new Piscina({ filename: new URL(file, import.meta.url).href, minThreads: threads, maxThreads: threads });

async function measure({ windows, windowMs, cores }: Question): Promise<Answer> {
  const alone = poolOf('./operations-worker.ts', 1);
  // A pool each: who waits for whom decides which thread is whose.
  const callers = [poolOf('./wake-worker.ts', 1), poolOf('./wake-worker.ts', 1)];
  const [first, second = first] = cores;
  const settled =
    first === undefined
      ? [false]
      : await Promise.all([alone, ...callers].map((pool, i) => pool.run(i === 2 ? second : first, { name: 'settle' })));
  const pingPong = first === undefined || second === first ? null : new PingPong([first, second as number]);
  const wake = async (): Promise<number> => {
    const word = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const part = (pool: Piscina, player: number) => pool.run({ word, player, ms: windowMs }, { name: 'play' });
    const [ns] = await Promise.all(callers.map(part));
    return ns;
  };
  const native = await inC(windowMs, first);
  const names: Operation[] = await alone.run(undefined, { name: 'list' });
  const asked: [string, () => Promise<number | null>][] = [
    ...names.map((operation): [string, () => Promise<number>] => [
      operation,
      () => alone.run({ operation, ms: windowMs }, { name: 'time' }),
    ]),
    ...(native === null ? [] : [[baseline.id, native] as [string, () => Promise<number>]]),
    ['wake-up', wake],
    ['ping-pong', async () => (await pingPong?.measure()) ?? null],
  ];
  const times = new Map(asked.map(([name]) => [name, [] as number[]]));
  for (let i = -WARM_UPS; i < windows; i++) {
    const turn = (i + WARM_UPS) % asked.length;
    for (const [name, ask] of [...asked.slice(turn), ...asked.slice(0, turn)]) {
      const ns = await ask();
      if (i >= 0 && ns !== null) times.get(name)?.push(ns);
    }
  }
  const taken = [...times].filter(([, each]) => each.length > 0);
  return { pinned: settled.every(Boolean), ns: Object.fromEntries(taken.map(([name, each]) => [name, median(each)])) };
}

answerOnce(measure);
