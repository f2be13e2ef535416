/**
 * Files that a reader finds whole or not at all: written beside their place, and renamed into it.
 *
 * Until then under a name that is known for unfinished, should the process be killed: packages for this name it after the
 * file, or put handlers on the whole process's signals.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';

/** A name in a folder that nothing else has. */
export function temporaryPath(folder: string): string {
  return join(folder, `.${randomUUID()}.tmp`);
}

/** @returns the path of a complete, synchronised file. @throws what the file system says; then there is none */
export function writeTemporary(folder: string, text: string | Uint8Array): string {
  const path = temporaryPath(folder);
  try {
    const file = fs.openSync(path, 'wx');
    try {
      fs.writeFileSync(file, text);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    return path;
  } catch (error) {
    fs.rmSync(path, { force: true });
    throw error;
  }
}

/** @param path in a folder that exists. @throws what the file system says; the file is then the old one */
export function replaceFile(path: string, text: string | Uint8Array): void {
  const temporary = writeTemporary(dirname(path), text);
  try {
    fs.renameSync(temporary, path);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}
