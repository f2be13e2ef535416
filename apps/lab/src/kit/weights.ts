/** What a program takes along that imports one lock of the packages to install: bundled, minified and compressed. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { codeSpan } from '@contend/report/code-span';
import { rolldown } from 'rolldown';
import { table } from '../docs/table.ts';

const PACKAGES = ['promise-mutex', 'mutex'] as const;
const LOCKS = ['Mutex', 'Semaphore', 'RWLock', 'KeyedMutex', 'Condition', 'Barrier', 'Latch'] as const;
const EVERYTHING = '*';
const KB = 1_000;

const entryOf = (name: string): string =>
  fileURLToPath(new URL(`../../../../packages/${name}/src/index.ts`, import.meta.url));

/** @returns bytes; `null`: the package has none */
async function weightOf(name: string, lock: string): Promise<number | null> {
  const exported = lock === EVERYTHING ? EVERYTHING : `{ ${lock} }`;
  const entry = 'entry.ts';
  const bundling = await rolldown({
    input: entry,
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? `export ${exported} from ${JSON.stringify(entryOf(name))};` : null),
      },
    ],
  });
  try {
    const { output } = await bundling.generate({ format: 'esm', minify: true });
    return gzipSync(output[0].code).byteLength;
  } catch {
    return null;
  } finally {
    await bundling.close();
  }
}

/** Rounded up to half a kB, so that not every changed line is a changed table. */
const shown = (bytes: number | null): string =>
  bytes === null ? '–' : `${(Math.ceil((2 * bytes) / KB) / 2).toFixed(1)} kB`;

export async function weightTable(): Promise<string> {
  const rows = [...LOCKS, EVERYTHING].map(async (lock) => [
    lock === EVERYTHING ? 'everything' : codeSpan(lock),
    ...(await Promise.all(PACKAGES.map(async (name) => shown(await weightOf(name, lock))))),
  ]);
  return table(['imported', ...PACKAGES.map((name) => codeSpan(`@contend/${name}`))], await Promise.all(rows));
}
