import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { counterOf, hitCatalogue, selected } from './catalogue.ts';

const { signal } = new AbortController();
const entries = await hitCatalogue([], signal);
const folder = mkdtempSync(join(tmpdir(), 'contend-hit-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));

const names = (of: readonly { name: string }[]) => of.map(({ name }) => name);

describe('what needs a server that is not there', () => {
  const lack = (engine: string) => (engine === 'redis' ? 'Redis is not installed' : undefined);

  it('is left out, with the reason', () => {
    const { entries: chosen, absent } = selected(entries, undefined, lack);
    expect(absent.map(({ entry, reason }) => [entry.name, reason])).toEqual(
      ['redis-incr', 'redis-get-set', 'set-nx-lock'].map((name) => [name, 'Redis is not installed']),
    );
    expect(names(chosen)).toEqual(names(entries).filter((name) => !/redis|nx/.test(name)));
  });

  it('is not looked for where nobody needs it', () => {
    const asked: string[] = [];
    const { entries: chosen } = selected(entries, 'file*,sqlite', (engine) => {
      asked.push(engine);
      return 'no';
    });
    expect(names(chosen)).toEqual(['file', 'file-read-write', 'sqlite']);
    expect(asked).toEqual([]);
  });
});

it.each(entries)('$name is told with its own code', (entry) => {
  const { code, strategy, plugin } = counterOf(entry);
  expect({ strategy, plugin }).toEqual({ strategy: entry.name, plugin: null });
  expect(code).toContain(`name: '${entry.name}'`);
  expect(code).toContain('createServer');
});

it('of a long plug-in the beginning is told', () => {
  const file = join(folder, 'long.mjs');
  writeFileSync(file, `// ${'x'.repeat(20_000)}`);
  const about = { name: 'long', title: 'x', promises: true };
  const { code, plugin } = counterOf({ ...about, module: pathToFileURL(file).href, plugin: file });
  expect(code).toHaveLength(10_000);
  expect(plugin).toBe('long.mjs');
});
