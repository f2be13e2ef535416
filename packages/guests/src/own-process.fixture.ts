/**
 * Judges a strategy file in a process of its own: what a runtime has behind a flag may bring its process down, or let it
 * hang where no timer fires.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Finding } from '@contend/conformance/checks';

/** ms. Many times what the checks take. */
const TIME_LIMIT = 30_000;
const JUDGE = fileURLToPath(new URL('./judge.fixture.ts', import.meta.url));

/** @returns what was found; null if the process died or came to no end */
export function judged(url: URL, flags: readonly string[]): Promise<Finding[] | null> {
  const args = [...flags, JUDGE, url.href];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: TIME_LIMIT, killSignal: 'SIGKILL' }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout));
      else if (error.signal != null) resolve(null);
      else reject(error);
    });
  });
}
