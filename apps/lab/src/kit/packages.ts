/** The packages that are compared, in the order of their columns. */
import type { Adapter } from './primitives.ts';

/** File under packages/, by name: ours, and then others by how often npm delivers them. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['@contend/promise-mutex', 'contend-promise-mutex'],
  ['@contend/mutex', 'contend-mutex'],
  ['p-limit', 'p-limit'],
  ['es-toolkit', 'es-toolkit'],
  ['effect', 'effect'],
  ['async-mutex', 'async-mutex'],
  ['async-lock', 'async-lock'],
  ['async-sema', 'async-sema'],
  ['mutexify', 'mutexify'],
  ['@livekit/mutex', 'livekit-mutex'],
  ['semaphore', 'semaphore'],
  ['await-lock', 'await-lock'],
  ['async-await-mutex-lock', 'async-await-mutex-lock'],
  ['@rocicorp/lock', 'rocicorp-lock'],
  ['p-mutex', 'p-mutex'],
  ['async-rwlock', 'async-rwlock'],
  ['rwlock', 'rwlock'],
  ['@matrixai/async-locks', 'matrixai-async-locks'],
  ['multithreading', 'multithreading'],
  ['navigator.locks', 'web-locks'],
]);

export const PACKAGES: readonly string[] = [...FILES.keys()];

/** Of a column that is no npm package, but comes with the runtime. */
export const PLATFORM = 'navigator.locks';

export const fileOf = (name: string): string => {
  const file = FILES.get(name);
  if (file === undefined) throw new Error(`no adapter for "${name}": there are ${PACKAGES.join(', ')}`);
  return `packages/${file}.ts`;
};

/** @param name of a package, or the `file:` URL of an adapter */
export async function adapterOf(name: string): Promise<Adapter> {
  const url = name.startsWith('file:') ? name : new URL(fileOf(name), import.meta.url).href;
  return (await import(url)).default;
}
