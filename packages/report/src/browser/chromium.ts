/** Chromium for tests: the one that the system has. Nothing is downloaded. */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

/** First the one without windows, which opens a page for a quarter of the work. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
/** ms. Far above what a page takes, so that a busy machine fails nothing. */
const PATIENCE = 120_000;

export interface Bench {
  browser: Browser;
  /** Puts a file into a folder of the tests' own. @returns its `file:` URL */
  serve: (name: string, text: string) => string;
}

function find(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A `describe` that needs Chromium: without one its tests are skipped, and its name says so. */
export function describeInChromium(name: string, tests: (bench: Bench) => void): void {
  const executablePath = find();
  const said = executablePath === undefined ? `${name} (skipped: Chromium was not found)` : name;
  describe.skipIf(executablePath === undefined)(said, { timeout: PATIENCE }, () => {
    const bench = {} as Bench;
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'contend-browser-'));
      bench.serve = (name, text) => {
        writeFileSync(join(folder, name), text);
        return pathToFileURL(join(folder, name)).href;
      };
      // The sandbox needs rights that containers lack; the pages are ours. What a graphics card would do is slow without, and
      // nothing here needs it.
      const args = ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer'];
      bench.browser = await chromium.launch({ executablePath: executablePath as string, args });
    }, PATIENCE);
    afterAll(async () => {
      await bench.browser?.close();
      rmSync(folder, { recursive: true, maxRetries: 5 });
    });
    tests(bench);
  });
}
