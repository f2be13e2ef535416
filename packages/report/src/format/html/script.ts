/** The scripts of the pages: for each our own modules in one text, by a bundler. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The module that each begins with. */
export const SCRIPTS = {
  report: new URL('../../client/main.ts', import.meta.url),
  explorer: new URL('../../client/explorer/main.ts', import.meta.url),
};

const texts = new Map<string, Promise<string>>();

/** @returns JavaScript that imports nothing. In the published command it lies there bundled, in place of the module. */
export function scriptOf(page: keyof typeof SCRIPTS): Promise<string> {
  const { [page]: entry } = SCRIPTS;
  const text = texts.get(page) ?? (entry.pathname.endsWith('.ts') ? bundle(entry) : readFile(entry, 'utf8'));
  texts.set(page, text);
  return text;
}

/** The same text wherever the repository lies. @throws Error where a module is missing, or no TypeScript */
export async function bundle(entry: URL): Promise<string> {
  // Loaded here because the published command does without it: its binary is optional, and large.
  const { rolldown } = await import('rolldown');
  const path = fileURLToPath(entry);
  const bundling = await rolldown({ input: path, cwd: dirname(path), platform: 'browser', logLevel: 'silent' });
  try {
    const { output } = await bundling.generate({ format: 'esm', minify: true });
    return output[0].code;
  } finally {
    await bundling.close();
  }
}
