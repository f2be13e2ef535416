/** Browsers of this system, by name: the first in PATH of those that it may have. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chromium-headless-shell'],
  firefox: ['firefox-esr', 'firefox'],
} as const;
export type BrowserName = keyof typeof NAMES;

export const BROWSERS = Object.keys(NAMES) as BrowserName[];

/** Undefined: there is none. */
export function browserIn(path: string, name: BrowserName): string | undefined {
  const folders = path.split(delimiter);
  return NAMES[name].flatMap((each) => folders.map((folder) => join(folder, each))).find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
