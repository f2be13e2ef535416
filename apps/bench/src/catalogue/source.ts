/**
 * Where a module of ours can be read as it was written. In the published package what runs is JavaScript, and the
 * TypeScript that it was made from lies beside it: so a strategy has one version, and the tour shows one text, in both.
 */
import { existsSync } from 'node:fs';

const ROOT = new URL('../../../../', import.meta.url).href;

/** @param module URL of any module; one that is not ours is its own source */
export function sourceOf(module: string): string {
  const source = module.replace(/\.js$/, '.ts');
  return module.startsWith(ROOT) && existsSync(new URL(source)) ? source : module;
}
