/** Every package is asked in a process of its own: some put things into the surroundings, and some never come to an end. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Judgement } from './judge.ts';
import { PACKAGES } from './packages.ts';

const JUDGE = fileURLToPath(new URL('./judge.ts', import.meta.url));
/** Most of the time goes by in waiting for what never comes. */
const AT_A_TIME = 4;

const run = promisify(execFile);

export type Judgements = ReadonlyMap<string, Judgement>;

/** By the package's name, in the order of {@link PACKAGES}. */
export async function judgements(): Promise<Judgements> {
  const judged = new Map<string, Judgement | undefined>(PACKAGES.map((name) => [name, undefined]));
  // Those that take longest come last in the list.
  const left = PACKAGES.toReversed();
  const ask = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) judged.set(name, await judgementOf(name));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, ask));
  return judged as Map<string, Judgement>;
}

async function judgementOf(name: string): Promise<Judgement> {
  const { stdout } = await run(process.execPath, [JUDGE, name]);
  return JSON.parse(stdout);
}
