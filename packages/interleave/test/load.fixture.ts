/** The built-in strategies, from their own files: tests check them without depending on their packages. */
import type { Strategy } from '@contend/counter';

/** @param file 'spinlock/src/tas.ts' */
export async function load(file: string): Promise<Strategy> {
  const { default: strategy } = await import(/* @vite-ignore */ new URL(`../../${file}`, import.meta.url).href);
  return strategy;
}
