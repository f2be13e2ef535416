/**
 * A process that owns a browser and its profile: when whoever started it is gone, in whatever way, both go too.
 * Arguments: the profile's folder, the browser's executable and its arguments.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';

const AGAIN_MS = 100;
const TRIES = 100;

const [profile, executable, ...args] = process.argv.slice(2) as [string, string, ...string[]];
// A group of its own, so that its helpers can be ended with it; the terminal's Ctrl-C is its owner's to decide.
const browser = spawn(executable, args, {
  detached: true,
  stdio: 'ignore',
  // What it leaves behind when it is killed is then in its profile.
  env: { ...process.env, TMPDIR: profile },
});
process.on('SIGINT', () => {});
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
process.stdout.once('error', end).write(`${browser.pid}\n`);
