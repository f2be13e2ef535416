/** How the contenders of a world are called. */

/** Where contenders meet at a server they are its clients: all of them may run on one machine. */
const NOUNS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  processes: ['process', 'processes'],
  machines: ['client', 'clients'],
};

const nounsOf = (world: string): readonly [one: string, several: string] =>
  (Object.hasOwn(NOUNS, world) ? NOUNS[world] : undefined) ?? [world.replace(/s$/, ''), world];

/** `threads`, `clients`: several of them. */
export const contendersOf = (world: string): string => nounsOf(world)[1];

/** `4 threads`, `1 task`, `2 clients`. */
export function contendersIn(world: string, contenders: number): string {
  const [one, several] = nounsOf(world);
  return `${contenders} ${contenders === 1 ? one : several}`;
}

/** Whether its contenders share no memory, so that an acknowledgement travels and may be lost. */
export function isServed(world: string): boolean {
  return world === 'processes' || world === 'machines';
}
