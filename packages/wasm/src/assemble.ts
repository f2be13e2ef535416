/**
 * WebAssembly's text format, made into a module when a strategy's file is loaded.
 *
 * wabt takes 30 to 45 ms (x86-64, Node 26) to load and to assemble so little, in every thread of every fork. So the bytes are kept in
 * `node_modules/.cache`, under the digest of the text: a fork that finds them there reads a file and never loads wabt.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const CACHE = new URL('../node_modules/.cache/assembled/', import.meta.url);

/** What the sources are written in, beyond the first version of WebAssembly. */
const FEATURES = { threads: true };

function kept(file: URL): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = readFileSync(file);
    return WebAssembly.validate(bytes) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, for other threads and processes read meanwhile. A disk that takes nothing costs only time. */
function keep(file: URL, bytes: Uint8Array): void {
  const partial = new URL(`${file.href}.${process.pid}.${crypto.randomUUID()}`);
  try {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(partial, bytes);
    renameSync(partial, file);
  } catch {
    try {
      rmSync(partial, { force: true });
    } catch {}
  }
}

/**
 * @param source of a `.wat` file
 * @param cache folder in which assembled bytes are kept
 * @throws {Error} wabt's, with line and column, when the text is wrong
 */
export async function assembled(source: URL, cache: URL = CACHE): Promise<WebAssembly.Module> {
  const text = readFileSync(source, 'utf8');
  const file = new URL(`${createHash('sha256').update(text).digest('hex')}.wasm`, cache);
  let bytes = kept(file);
  if (bytes === undefined) {
    const { default: load } = await import('wabt');
    const wabt = await load();
    const module = wabt.parseWat(source.pathname, text, FEATURES);
    bytes = new Uint8Array(module.toBinary({}).buffer);
    module.destroy();
    keep(file, bytes);
  }
  return new WebAssembly.Module(bytes);
}

/** The module's functions, on the cell's memory. */
export function on<Exports>(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  return new WebAssembly.Instance(module, { contend: { memory } }).exports as Exports;
}
