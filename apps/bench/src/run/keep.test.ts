import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keeper } from './keep.ts';

let folder: string;
let time: { ms: number };
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-keep-'));
  time = { ms: 1_000 };
  warnings = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const keep = (out = folder) =>
  keeper(
    out,
    (line) => warnings.push(line),
    () => time.ms,
  );
const finished = syntheticRecord({ blocks: 2 });
const partial = { ...finished, partial: true };
const records = () => globSync(join(folder, '*', '*.json'));

it('saves the first block at once, and then every ten seconds', () => {
  const kept = keep();
  let asked = 0;
  const record = () => {
    asked++;
    return partial;
  };
  kept.soFar(record);
  expect(records()).toHaveLength(1);
  expect(readRecord(records()[0] as string).record.partial).toBe(true);
  time.ms += 9_999;
  kept.soFar(record);
  expect(asked).toBe(1);
  time.ms += 1;
  kept.soFar(record);
  expect(asked).toBe(2);
  time.ms += 1;
  kept.soFar(record);
  expect(asked).toBe(2);
});

it('puts the finished record in place of what was saved in between', () => {
  const kept = keep();
  kept.soFar(() => partial);
  expect(kept.finished(finished)).toBe(records()[0]);
  expect(records()).toHaveLength(1);
  expect(readRecord(records()[0] as string).record.partial).toBe(false);
});

it('says once that it cannot save in between, and goes on', () => {
  const kept = keep();
  const failing = () => {
    throw new Error('no such luck');
  };
  kept.soFar(failing);
  time.ms += 10_000;
  kept.soFar(failing);
  expect(warnings).toEqual(['warning: cannot save in between: no such luck']);
});

it('refuses before anything is measured where nothing can be written', () => {
  const occupied = join(folder, 'occupied');
  writeFileSync(occupied, '');
  expect(() => keep(join(occupied, 'out'))).toThrow(/occupied/);
  expect(readFileSync(occupied, 'utf8')).toBe('');
});

it('says where the record is when its folder went away in between', () => {
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) vi.stubEnv(name, join(folder, 'elsewhere'));
  const kept = keep();
  const path = kept.finished(finished);
  rmSync(dirname(path), { recursive: true });
  writeFileSync(dirname(path), '');
  expect(() => kept.finished(finished)).toThrow(/; the record is in .*elsewhere.contend-results.*\.json$/);
});
