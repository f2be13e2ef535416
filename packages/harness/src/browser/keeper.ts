/**
 * A process that owns a browser and its profile: when whoever started it is gone, in whatever way, both go too.
 * Arguments: what `user.js` in the profile says, if anything; the browser's executable and its arguments.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kept, PROFILE } from './kept.ts';

const AGAIN_MS = 100;
const TRIES = 100;

const [preferences, executable, ...args] = process.argv.slice(2) as [string, string, ...string[]];
const profile = mkdtempSync(join(tmpdir(), 'contend-browser-'));
if (preferences !== '') writeFileSync(join(profile, 'user.js'), preferences);
const browser = spawn(
  executable,
  args.map((each) => each.replace(PROFILE, profile)),
  {
    // A group of its own, so that its helpers can be ended with it.
    detached: true,
    stdio: 'ignore',
    // What it leaves behind when it is killed is then in its profile.
    env: { ...process.env, TMPDIR: profile },
  },
);
let tries = 0;

/** Its helpers may still write for a moment. */
function end(): void {
  try {
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
  } catch {}
  try {
    rmSync(profile, { recursive: true, force: true });
  } catch {}
  if (tries++ === TRIES) process.exit();
  setTimeout(() => (existsSync(profile) ? end() : process.exit()), AGAIN_MS);
}

process.once('uncaughtException', end).once('SIGTERM', end).once('SIGHUP', end);
browser.once('error', end).once('exit', end);
process.stdin.once('end', end).once('error', end).resume();
const kept: Kept = { ...(browser.pid !== undefined && { pid: browser.pid }), profile };
process.stdout.once('error', end).write(JSON.stringify(kept));
