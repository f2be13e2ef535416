/** Where the laboratory's documents go, and what each says of where it was measured. */
import { fileURLToPath } from 'node:url';
import { ownRuntime } from '@contend/bench/catalogue/runtime';
import type { Circumstances } from '@contend/documents';
import { describeSuite, type Host } from '@contend/record';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export const RESULTS = fileURLToPath(new URL('../../../results', import.meta.url));

/** Of what is measured in this Node. */
export function circumstances(host: Host): Circumstances {
  const { name, version, engine } = ownRuntime();
  return { host, runtime: { name, version, engine }, suite: describeSuite(ROOT) };
}

/** A path as it is seen from the root of the repository. */
export const fromRoot = (path: string): string => (path.startsWith(ROOT) ? path.slice(ROOT.length) : path);
