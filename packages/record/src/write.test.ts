import { spawnSync } from 'node:child_process';
import fs, { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RecordError } from './error.ts';
import { syntheticRecord } from './fixture.ts';
import { readRecord } from './read.ts';
import { checkpoint, ensureWritable, RECORD_NAME, recordPath, writeRecord } from './write.ts';

const MACHINE = 'imaginary-2-core-unknown-family-2-cores-linux-x64';
const record = syntheticRecord({ blocks: 2 });
let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'contend-write-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(out, { recursive: true });
});

/** Every file below `out`, hidden ones too. */
function files(): string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function failure(act: () => unknown): RecordError {
  try {
    act();
  } catch (error) {
    return error as RecordError;
  }
  throw new Error('nothing was thrown');
}

test('a record lies in its machine’s folder under the time its run began', () => {
  expect(recordPath('results', record)).toBe(join('results', MACHINE, '2026-01-02T03-04-05Z.json'));
});

test('the folder says what a machine is in plain letters, whatever its maker calls it', () => {
  const host = {
    ...record.host,
    cpu: { vendor: 'Intel', model: 'Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz/../..', signature: null },
    allowedCores: null,
    availableParallelism: 48,
  };
  const folder = dirname(recordPath('', { ...record, host }));
  expect(folder).toBe('intel-xeon-platinum-8259cl-cpu-2-50ghz-unknown-family-48-cores-linux-x64');
  const unnamed = { ...host, cpu: { vendor: '', model: '®', signature: null } };
  expect(dirname(recordPath('', { ...record, host: unnamed }))).toBe('unknown-cpu-unknown-family-48-cores-linux-x64');
  const withheld = { ...host, cpu: { vendor: 'AMD', model: 'AMD EPYC', signature: 'family 26 model 2' } };
  expect(dirname(recordPath('', { ...record, host: withheld }))).toBe('amd-epyc-family-26-model-2-48-cores-linux-x64');
  const arm = { ...host, cpu: { vendor: 'ARM', model: 'Neoverse-N1', signature: null }, arch: 'arm64' };
  expect(dirname(recordPath('', { ...record, host: arm }))).toBe('neoverse-n1-48-cores-linux-arm64');
});

test('what is written can be read, and nothing else is left', () => {
  const path = writeRecord(out, record);
  expect(readRecord(path)).toEqual({ record, recomputed: true });
  expect(files()).toEqual(['2026-01-02T03-04-05Z.json']);
  expect(statSync(path).nlink).toBe(1);
});

test('a record is never replaced', () => {
  const first = writeRecord(out, record);
  const before = readFileSync(first, 'utf8');
  const other = syntheticRecord({ blocks: 2, seed: 2 });
  const names = [writeRecord(out, other), writeRecord(out, other)];
  expect(readFileSync(first, 'utf8')).toBe(before);
  expect(names).toEqual([first.replace('Z.json', 'Z-2.json'), first.replace('Z.json', 'Z-3.json')]);
  expect(files().every((name) => RECORD_NAME.test(name))).toBe(true);
});

describe('where the file system has no links', () => {
  beforeEach(() => {
    vi.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('operation not supported'), { code: 'ENOTSUP', errno: -95 });
    });
  });

  test('records are still complete and never replaced', () => {
    const first = writeRecord(out, record);
    const second = writeRecord(out, syntheticRecord({ blocks: 2, seed: 2 }));
    expect(readRecord(first).record).toEqual(record);
    expect(readRecord(second).record.plan.seed).toBe(2);
    expect(files()).toHaveLength(2);
  });

  test('half a copy does not stay', () => {
    vi.spyOn(fs, 'copyFileSync').mockImplementation((_, to) => {
      writeFileSync(to, 'half');
      throw Object.assign(new Error('full'), { code: 'ENOSPC', errno: -28 });
    });
    expect(failure(() => writeRecord(out, record)).code).toBe('disk-full');
    expect(files()).toEqual([]);
  });
});

test('a checkpoint takes the place of the one before, and the record that of the last', () => {
  const path = checkpoint(out, { ...record, partial: true });
  expect(path).toBe(join(out, MACHINE, '2026-01-02T03-04-05Z.partial.json'));
  expect(checkpoint(out, { ...record, partial: true, warnings: [] })).toBe(path);
  expect(readRecord(path).record.warnings).toEqual([]);
  expect(files()).toHaveLength(1);
  writeRecord(out, record);
  expect(files()).toEqual(['2026-01-02T03-04-05Z.json']);
});

test('what no reader would accept is not written', () => {
  const broken = { ...record, finishedAt: 'today' };
  const impossible = { ...record, runtime: { ...record.runtime, name: '\u001b[31m' } };
  for (const each of [broken, impossible]) {
    const error = failure(() => writeRecord(out, each));
    expect(error.code).toBe('invalid');
    expect(error.message).toMatch(/finishedAt|runtime\.name/);
  }
  expect(files()).toEqual([]);
});

describe('a folder that cannot be written', () => {
  test('is told before anything is measured', () => {
    const inside = join(out, 'file', 'below');
    writeFileSync(join(out, 'file'), '');
    const error = failure(() => ensureWritable(inside));
    expect(error.code).toBe('unwritable');
    expect(error.message).toBe(`cannot write to ${inside}: not a directory; give another --out`);
  });

  test('is told at the end too', () => {
    writeFileSync(join(out, 'file'), '');
    expect(failure(() => writeRecord(join(out, 'file'), record)).code).toBe('unwritable');
    expect(failure(() => checkpoint(join(out, 'file'), record)).code).toBe('unwritable');
    expect(files()).toEqual(['file']);
  });

  test('a folder that can is made, and left empty', () => {
    const inside = join(out, 'a', 'b');
    ensureWritable(inside);
    ensureWritable(inside);
    expect(readdirSync(inside)).toEqual([]);
  });
});

describe('a full disk', () => {
  /** Writes in a process that may make files of at most 1 or 2 KiB: writing beyond fails as on a full disk. */
  function inSmallProcess(call: string): { code: string; message: string } {
    const script = `
      import { syntheticRecord } from ${JSON.stringify(new URL('./fixture.ts', import.meta.url).href)};
      import * as write from ${JSON.stringify(new URL('./write.ts', import.meta.url).href)};
      const [out, record] = [${JSON.stringify(out)}, syntheticRecord({ blocks: 2 })];
      try { write.${call}; } catch ({ code, message }) { console.log(JSON.stringify({ code, message })); }`;
    const command = 'ulimit -f 2; exec "$0" --input-type=module --eval "$1"';
    const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  test.skipIf(process.platform === 'win32').each(['writeRecord(out, record)', 'checkpoint(out, record)'])(
    '%s: one line, and no half of a file',
    (call) => {
      const { code, message } = inSmallProcess(call);
      expect(code).toBe('disk-full');
      expect(message).toBe(`no room in ${out}: file too large; free some space or give another --out`);
      expect(files()).toEqual([]);
    },
  );

  test.skipIf(process.platform === 'win32')('leaves the checkpoint before it alone', () => {
    const path = checkpoint(out, record);
    expect(inSmallProcess('checkpoint(out, record)').code).toBe('disk-full');
    expect(inSmallProcess('writeRecord(out, record)').code).toBe('disk-full');
    expect(readRecord(path).record).toEqual(record);
    expect(files()).toHaveLength(1);
  });

  test.skipIf(!existsSync('/dev/full'))('no space left on the device', () => {
    const { openSync } = fs;
    vi.spyOn(fs, 'openSync').mockImplementation((path, ...rest) => {
      if (String(path).endsWith('.tmp')) return openSync('/dev/full', 'w');
      return openSync(path, ...rest);
    });
    const error = failure(() => writeRecord(out, record));
    expect(error.code).toBe('disk-full');
    expect(error.message).toContain('no space left on device');
    expect(files()).toEqual([]);
  });
});
