import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { ENGINES } from './engine.ts';
import { engines } from './engines.ts';
import { find, foundIn } from './find.ts';

/** How each tells its version, and one that is too old. */
const TOLD = {
  redis: ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', '7.0.15', '5.0.14'],
  postgres: ['postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', '15.18', '11.22'],
  etcd: ['etcd Version: 3.4.23\nGit SHA: 1\nGo Version: go1.19.8', '3.4.23', '3.3.27'],
  nats: ['nats-server: v2.9.10', '2.9.10', '2.8.4'],
} as const;

const parent = mkdtempSync(join(tmpdir(), 'contend-find-'));
afterAll(() => rmSync(parent, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

/** A folder with programs that say this of themselves. */
function folderWith(binaries: readonly string[], told: string): string {
  const folder = mkdtempSync(join(parent, 'bin-'));
  for (const binary of binaries) {
    writeFileSync(join(folder, binary), `#!/bin/sh\necho '${told}'\n`);
    chmodSync(join(folder, binary), 0o755);
  }
  return folder;
}

describe.skipIf(process.platform === 'win32')('programs', () => {
  for (const name of ENGINES) {
    const engine = engines[name];
    const { binaries, install } = engine.program;
    const [told, version, old] = TOLD[name];

    test(`${name} is found on PATH before anywhere else`, () => {
      const folder = folderWith(binaries, told);
      vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
      expect(find(name)).toEqual({ binaries: folder, version });
    });

    test(`${name} that is too old is refused by name, unless a newer one lies elsewhere`, () => {
      const [older, newer] = [folderWith(binaries, told.replace(version, old)), folderWith(binaries, told)];
      expect(foundIn(engine, [older, newer])).toEqual({ binaries: newer, version });
      const { absent } = foundIn(engine, [older, parent]);
      expect(absent).toBe(
        `${engine.title} ${old} in ${older} is too old, ${engine.oldest} is the oldest that can be used; install it with: ${install}`,
      );
    });

    test(`${name} that is not there, or not whole, is absent with the line that installs it`, () => {
      const message = `${engine.title} is not installed (no ${binaries.join(' and ')}); install it with: ${install}`;
      expect(foundIn(engine, [])).toEqual({ absent: message });
      const notWhole = folderWith(binaries.slice(1), told);
      writeFileSync(join(notWhole, binaries[0]), 'not executable');
      expect(foundIn(engine, ['/no/such/folder', notWhole])).toEqual({ absent: message });
    });

    test(`${name} that does not speak is absent`, () => {
      expect(foundIn(engine, [folderWith(binaries, '')]).absent).toContain('does not tell its version');
    });
  }
});
