import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContendRecord, formatRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contend as launched } from '../fixtures/contend.ts';
import { contend } from '../fixtures/in-process.ts';

const FILES = ['cells.csv', 'gap.svg', 'host.svg', 'lost.svg', 'report.html', 'report.md', 'throughput.svg'];
const NEWER = '2026-02-02T03-04-05Z.json';

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);

function machine(cores: number, startedAt: string, model: string, workloads = ['hot']): ContendRecord {
  const record = syntheticRecord({
    cells: workloads.map((workload) => ({ strategy: 'atomic/add', world: 'threads', contenders: 2, ns: 9, workload })),
    blocks: 2,
  });
  record.host = {
    ...record.host,
    cpu: { vendor: 'Synthetic', model, signature: null },
    allowedCores: Array.from({ length: cores }, (_, core) => core),
  };
  return { ...record, startedAt, finishedAt: startedAt };
}

function put(path: string, text: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-report-'));
  put(at('results', 'two', '2026-01-02T03-04-05Z.json'), formatRecord(machine(2, '2026-01-02T03:04:05.000Z', 'Older')));
  put(at('one', 'record.json'), formatRecord(machine(2, '2026-01-02T03:04:05.000Z', 'Lone')));
  for (const [name, cores] of [
    ['small', 1],
    ['large', 2],
  ] as const) {
    put(
      at('many', name, '2026-01-02T03-04-05Z.json'),
      formatRecord(machine(cores, '2026-01-02T03:04:05.000Z', 'Same')),
    );
  }
  put(at('many', 'large', NEWER), formatRecord(machine(2, '2026-02-02T03:04:05.000Z', 'Same')));
  put(at('corrupt.json'), '{"schemaVersion": 1');
  const noted = formatRecord(machine(2, '2026-01-02T03:04:05.000Z', 'Noted'));
  for (const [name, note] of [
    ['noted', '{"2026-01-02T03-04-05Z.json":{"status":"contributed","by":"ci","on":"2026-01-03"}}'],
    ['ill-noted', '{"2026-01-02T03-04-05Z.json":{"status":"perfect"}}'],
  ] as const) {
    put(at(name, 'notes.json'), note);
    put(at(name, '2026-01-02T03-04-05Z.json'), noted);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what notes say of a record', () => {
  test('stands in its report, wherever that is written', async () => {
    const { status } = await contend(['report', at('noted'), '--out', at('noted-pages')]);
    expect(status).toBe(0);
    const [machine] = readdirSync(at('noted-pages')).filter((name) => !name.endsWith('.html'));
    expect(readFileSync(at('noted-pages', machine as string, 'report.md'), 'utf8')).toContain('Contributed');
  });

  test('is left out where it cannot be read, which is said in one line', async () => {
    const { status, stderr } = await contend(['report', at('ill-noted'), '--out', at('ill-pages')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^contend: .*notes\.json: .*status.*\n/);
    const [machine] = readdirSync(at('ill-pages')).filter((name) => !name.endsWith('.html'));
    expect(readFileSync(at('ill-pages', machine as string, 'report.md'), 'utf8')).not.toContain('Contributed');
  });
});

describe('a machine of several records', () => {
  const EARLIER = '2026-01-02T03:04:05.000Z';
  const LATER = '2026-02-02T03:04:05.000Z';
  const soak = (cores: number): string => {
    const { host, suite } = machine(cores, EARLIER, 'Parts');
    const row = {
      ...{ strategy: 'atomic/add', strategyVersion: '1', world: 'threads', contenders: 2, pinned: true, commit: null },
      ...{ startedAt: EARLIER, forks: 1, operations: 10, observed: 10, seconds: 1, verdict: 'exact', reason: null },
      reached: true,
    };
    const runtime = { name: 'node', version: '26.10.0', engine: 'V8' };
    return JSON.stringify({ host, suite, runtime, increments: 10, rows: [row] });
  };
  const reported = async (name: string) => {
    const { status, stderr } = await contend(['report', at(name)]);
    return {
      status,
      stderr,
      page: readFileSync(at(name, 'm', 'report.md'), 'utf8'),
      files: readdirSync(at(name, 'm')),
    };
  };

  test('is shown by its newest, and by the newest that has what this lacks, with its date', async () => {
    const earlier = machine(2, EARLIER, 'Parts', ['hot', 'sweep-100']);
    put(at('parts', 'm', '2026-01-02T03-04-05Z.json'), formatRecord(earlier));
    put(at('parts', 'm', NEWER), formatRecord(machine(2, LATER, 'Parts')));
    put(at('parts', 'm', 'soak.json'), soak(2));
    const { status, stderr, page, files } = await reported('parts');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(page).toContain('2026-02-02, profile');
    expect(page).toContain('From another record of this machine, of 2026-01-02**, `2026-01-02T03-04-05Z.json`');
    expect(page).toContain('## Whether the count stays right for long');
    expect(files).toContain('sweep.svg');
  });

  test('a document that is of another machine or none is named and left out, and the rest is done', async () => {
    for (const [name, text] of [
      ['strayed', soak(1)],
      ['torn', '{'],
    ] as const) {
      put(at(name, 'm', NEWER), formatRecord(machine(2, LATER, 'Parts')));
      put(at(name, 'm', 'soak.json'), text);
      const { status, stderr, page } = await reported(name);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^contend: .*soak\.json (is of another machine .*move it to parts-.*|is not JSON.*)\n$/);
      expect(page).not.toContain('Whether the count stays right for long');
    }
  });
});

describe('contend report', () => {
  test('without arguments: results, beside the record, and nothing on stderr', async () => {
    const { status, stdout, stderr } = await launched(['report'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/[\\/]/).at(-1))
        .sort(),
    ).toEqual(FILES);
    expect(readdirSync(at('results', 'two')).sort()).toEqual(['2026-01-02T03-04-05Z.json', ...FILES]);
    expect(readFileSync(at('results', 'two', 'report.html'), 'utf8')).toContain('2026-01-02T03-04-05Z.json');
  });

  test('a file, to a folder that was not there', async () => {
    const out = at('deep', 'out');
    expect(await contend(['report', at('one', 'record.json'), '--out', out])).toMatchObject({ status: 0 });
    expect(readdirSync(out).sort()).toEqual(FILES);
  });

  test('pictures as PNG and an article, where they are asked for', async () => {
    const out = at('asked');
    expect(await contend(['report', at('one', 'record.json'), '--out', out, '--png', '--article'])).toMatchObject({
      status: 0,
    });
    const pictures = FILES.filter((name) => name.endsWith('.svg')).map((name) => name.replace('.svg', '.png'));
    expect(readdirSync(out).sort()).toEqual([...FILES, ...pictures, 'article.md'].sort());
  });

  test('several machines: a folder each, the newest record of each, one JSON document', async () => {
    const out = at('site');
    const { status, stdout, stderr } = await contend(['report', at('many'), '--out', out, '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { reports, site, errors } = JSON.parse(stdout);
    expect(errors).toEqual([]);
    expect(reports.map(({ record }: { record: string }) => record).sort()).toEqual([
      at('many', 'large', NEWER),
      at('many', 'small', '2026-01-02T03-04-05Z.json'),
    ]);
    const machines = ['same-unknown-family-1-cores-linux-x64', 'same-unknown-family-2-cores-linux-x64'];
    expect(readdirSync(out).sort()).toEqual(['explorer.html', 'index.html', ...machines]);
    expect(site.sort()).toEqual([
      join(out, 'explorer.html'),
      join(out, 'index.html'),
      ...machines.map((machine) => join(out, machine, 'history.html')),
    ]);
    expect(readFileSync(join(out, 'same-unknown-family-2-cores-linux-x64', 'report.html'), 'utf8')).toContain(
      '2026-02-02',
    );
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('2 machines, 3 records');
  });

  test('a folder with an invalid record and a copy: both are named, the site is of the rest, status 2', async () => {
    const record = formatRecord(machine(2, '2026-01-02T03:04:05.000Z', 'Whole'));
    const [good, copy, broken] = ['2026-01-02T03-04-05Z', '2026-01-02T03-04-05Z-2', '2026-01-03T03-04-05Z'].map(
      (name) => at('mixed', 'whole', `${name}.json`),
    ) as [string, string, string];
    put(good, record);
    put(copy, record);
    put(broken, record.replace('"increments":', '"decrements":'));
    const out = at('mixed-out');
    const { status, stderr } = await contend(['report', at('mixed'), '--out', out]);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^contend: .*is the same run as .*remove one of them$/),
      expect.stringMatching(/^contend: .*2026-01-03T03-04-05Z\.json: .*increments: expected array/),
    ]);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toContain('1 machine, 1 record<');
  });

  test('a corrupt file and a missing one are named, the rest is done: status 2', async () => {
    const out = at('rest');
    const { status, stderr } = await contend([
      'report',
      at('corrupt.json'),
      at('nowhere.json'),
      at('one', 'record.json'),
      '--out',
      out,
    ]);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^contend: .*corrupt\.json is not JSON/),
      expect.stringMatching(/^contend: cannot read .*nowhere\.json/),
    ]);
    expect(readdirSync(out).sort()).toEqual(FILES);
  });

  test('machines that name themselves like paths stay in the folder', async () => {
    const around = at('around');
    for (const cores of [1, 2]) {
      const record = machine(cores, '2026-01-02T03:04:05.000Z', '../../../x');
      Object.assign(record.host, { os: { platform: '../..', name: '..', release: '/' }, arch: '/../../y' });
      record.cells.forEach((cell) => {
        cell.strategy = '../../z';
      });
      put(join(around, 'from', `${cores}`, '2026-01-02T03-04-05Z.json'), formatRecord(record));
    }
    const out = join(around, 'a', 'b', 'out');
    const { status, stderr } = await contend(['report', join(around, 'from'), '--out', out]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const [folder, name] of [
      [around, ['a', 'from']],
      [join(around, 'a'), ['b']],
      [join(around, 'a', 'b'), ['out']],
      [join(around, 'from', '1'), ['2026-01-02T03-04-05Z.json']],
    ] as const) {
      expect(readdirSync(folder).sort()).toEqual(name);
    }
    expect(readdirSync(out).filter((name) => name.startsWith('x-'))).toEqual(['x-1-cores--y', 'x-2-cores--y']);
    expect(readdirSync(join(out, 'x-1-cores--y'))).toEqual(expect.arrayContaining(FILES));
  });

  test.skipIf(process.platform === 'win32')('links that lie in the folder are replaced, not followed', async () => {
    const [out, outside] = [at('linked'), put(at('outside'), 'untouched')];
    mkdirSync(out);
    for (const name of FILES) symlinkSync(outside, join(out, name));
    expect(await contend(['report', at('one', 'record.json'), '--out', out])).toMatchObject({ status: 0 });
    expect(readFileSync(outside, 'utf8')).toBe('untouched');
    for (const name of FILES) expect(lstatSync(join(out, name)).isFile(), name).toBe(true);
  });

  test('nowhere to write: one line, status 2', async () => {
    const occupied = put(at('occupied'), '');
    const { status, stderr } = await contend(['report', at('one', 'record.json'), '--out', join(occupied, 'out')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^contend: cannot write to .*occupied.*: .*give another --out\n$/);
    expect(existsSync(join(occupied, 'out'))).toBe(false);
  });
});
