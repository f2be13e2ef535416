/** What readers are promised of each other: some schedule lets all of them in at once. */
import type { Exploration } from './explore.ts';
import type { Finding } from './judge.ts';
import { isWaiting, type State } from './state.ts';

/**
 * Looked for where all contenders read: a reader that meets a writer may have to wait.
 *
 * @returns with the first state in which those who are out wait for those who are in
 */
export function readersApart({ system, states }: Exploration): (Finding & { at: number }) | undefined {
  const { contenders, readers } = system.bound;
  if (readers === 0 || readers < contenders) return undefined;
  const inside = states.map(({ threads }) => threads.filter(({ node }) => node.phase === 'section').length);
  const most = inside.reduce((a, b) => Math.max(a, b), 0);
  if (most === readers) return undefined;
  const fullest = inside.flatMap((howMany, id) => (howMany === most ? [id] : []));
  const blocked = fullest.find((id) => othersWait(states[id] as State));
  return { kind: 'readers-exclude-each-other', says: apart(most, readers), at: blocked ?? (fullest.at(-1) as number) };
}

const othersWait = ({ threads }: State): boolean =>
  threads.every((thread) => thread.node.phase === 'section' || isWaiting(thread));

export const apart = (most: number, readers: number): string =>
  `no schedule lets more than ${most} of ${readers} readers in at once`;
