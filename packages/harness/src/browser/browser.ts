/** A browser without windows, with a profile of its own, that opens one page after the other. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rm } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Executable } from '../runtime.ts';
import { type Kept, PROFILE } from './kept.ts';

/** Without these Firefox tells time in steps of 20 µs, to pages that are isolated. */
export const FIREFOX_PREFERENCES: Readonly<Record<string, boolean | number | string>> = {
  'privacy.reduceTimerPrecision': false,
  'privacy.reduceTimerPrecision.unconditional': false,
};
/** No page kept alive behind the next or prepared before it, and nothing fetched that nobody asked for. */
const FIREFOX_QUIET: typeof FIREFOX_PREFERENCES = {
  'browser.sessionhistory.max_total_viewers': 0,
  'browser.newtab.preload': false,
  // A page starts in a process of its own, not in one that waited for it.
  'dom.ipc.processPrelaunch.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'dom.min_background_timeout_value': 1,
  // A page that is busy for long, as tinybench keeps it, is not one to be ended.
  'dom.max_script_run_time': 0,
};
const CHROMIUM_QUIET = [
  ...['--headless=new', '--no-first-run', '--no-default-browser-check', '--disable-gpu', '--mute-audio'],
  ...['--disable-extensions', '--disable-sync', '--disable-component-update', '--disable-background-networking'],
  ...['--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-dev-shm-usage'],
  '--disable-features=BackForwardCache,SpareRendererForSitePerProcess,Translate',
];

export class Browser {
  private kept: Kept | undefined;
  private readonly keeper: ChildProcess;

  constructor({ path, name }: Executable, url: string) {
    const told = name === 'firefox' ? firefox(path, url) : chromium(path, url);
    const keeper = fileURLToPath(new URL('./keeper.ts', import.meta.url));
    // In a session of its own: whoever kills all of contend's leaves it alone, and Ctrl-C is contend's to decide.
    this.keeper = spawn(process.execPath, [keeper, ...told], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
    this.keeper.once('exit', () => this.clear());
    this.keeper.stdout?.setEncoding('utf8').once('data', (text: string) => {
      this.kept = JSON.parse(text);
    });
    // A process that has nothing else to do should end, and its browser with it.
    this.keeper.unref();
    for (const stream of [this.keeper.stdin, this.keeper.stdout]) (stream as { unref?: () => void } | null)?.unref?.();
  }

  /** Its process's id, once it is known. */
  get pid(): number | undefined {
    return this.kept?.pid;
  }

  get running(): boolean {
    return this.keeper.exitCode === null && this.keeper.signalCode === null;
  }

  /** @returns once it and its profile are gone */
  async close(): Promise<void> {
    this.keeper.stdin?.end();
    if (!this.running) return;
    this.keeper.ref();
    await once(this.keeper, 'exit');
  }

  /** What a keeper leaves that was killed itself. */
  private clear(): void {
    const { pid, profile } = this.kept ?? {};
    if (profile === undefined || !existsSync(profile)) return;
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {}
    rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }, () => {});
  }
}

/** What the keeper is told. */
function chromium(path: string, url: string): string[] {
  // Its sandbox needs another user than root; the pages are ours.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return ['', path, ...CHROMIUM_QUIET, ...sandbox, `--user-data-dir=${PROFILE}`, url];
}

function firefox(path: string, url: string): string[] {
  const preferences = Object.entries({ ...FIREFOX_PREFERENCES, ...FIREFOX_QUIET });
  const lines = preferences.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  return [lines.join(''), path, '--headless', '--no-remote', '--profile', PROFILE, url];
}
