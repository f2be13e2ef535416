/** The page's script: our own modules with their types taken off, in one text. No bundler: see what it asks of them. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import process from 'node:process';

/**
 * Joins modules so that they can stand in a page as one. They import from each other alone, in one statement each, export
 * where they declare, and share no top-level names.
 *
 * @param files URLs, each after those that it needs
 * @throws SyntaxError where a module is not erasable TypeScript
 */
export function scriptOf(files: readonly URL[]): string {
  return files.map((file) => withoutModules(withoutTypes(readFileSync(file, 'utf8')))).join('\n');
}

/** Node says on stderr that this is experimental, which is nothing to whoever makes a report. */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function withoutModules(source: string): string {
  return source
    .replace(/^import\b[^;]*;$/gm, '')
    .replace(/^export (?=const|function|class|async)/gm, '')
    .replace(/\n\s*\n+/g, '\n');
}
