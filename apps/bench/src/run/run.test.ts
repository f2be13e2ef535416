import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecord } from '@contend/record';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allGone, commandLine, contend as launched, marked, start } from '../fixtures/contend.ts';
import { contend } from '../fixtures/in-process.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const SHORT = ['--profile', 'quick', '--forks', '1', '--window', '5', '--threads', '2', '--tasks', '8'];
/** Goes on until it is stopped, as good as. */
const ENDLESS = ['--profile', 'quick', '--forks', '1000', '--window', '5', '--threads', '1', '--worlds', 'threads'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The one record below a folder, and whatever lies beside it. */
function kept(out: string) {
  const machines = existsSync(out) ? readdirSync(out) : [];
  const machine = join(out, machines[0] ?? '');
  const names = machines.length === 0 ? [] : readdirSync(machine);
  return { records: names.filter((name) => name.endsWith('.json')).map((name) => join(machine, name)), names };
}

/** A run that has saved something, with a mark that its processes carry. */
async function running(out: string) {
  const started = start(['run', '--strategies', 'atomic/add', ...ENDLESS, '--out', out], {
    env: { CONTEND_TEST_MARK: folder },
  });
  await expect.poll(() => kept(out).records).toHaveLength(1);
  return { ...started, mark: `CONTEND_TEST_MARK=${folder}` };
}

describe('contend run', () => {
  it('tells who keeps the count where, on one JSON document', async () => {
    const strategies = 'unlocked/plain,promise-mutex/queue';
    const { status, stdout } = await contend(['run', '--strategies', strategies, ...SHORT, '--json']);
    const { cells } = JSON.parse(stdout);
    expect(status).toBe(0);
    const said = cells.map(({ strategy, world, verdict, promised, lost }: Record<string, string | number>) =>
      [strategy, 'in', world, verdict, lost === 0 ? 'none lost' : 'some lost', promised ? 'promised' : 'not'].join(' '),
    );
    expect(said.sort()).toEqual([
      'promise-mutex/queue in tasks exact none lost promised',
      'promise-mutex/queue in threads lost-updates some lost not',
      'unlocked/plain in tasks lost-updates some lost not',
      'unlocked/plain in threads lost-updates some lost not',
    ]);
  });

  it('writes a record that is valid, and a report beside it, which never publish a plug-in’s folder', async () => {
    const args = ['run', '--strategies', 'atomic/add,mine/*', '--plugin', fixture('plugin.ts'), '--worlds', 'threads'];
    const { status, stdout } = await launched([...args, ...SHORT], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toContain('atomic/add');
    expect(stdout).toContain('mine/exchange');
    const { records, names } = kept(join(folder, 'results'));
    expect(records).toHaveLength(1);
    const { record } = readRecord(records[0] as string);
    expect(record).toMatchObject({ partial: false, plan: { blocks: 1 } });
    expect(record.cells.map(({ strategy, verdict, lost }) => [strategy, verdict, lost]).sort()).toEqual([
      ['atomic/add', 'exact', 0],
      ['mine/exchange', 'exact', 0],
    ]);
    expect(readFileSync(records[0] as string, 'utf8')).not.toContain(fixture(''));
    expect(names).toEqual(
      expect.arrayContaining(['throughput.svg', 'lost.svg', 'gap.svg', 'report.html', 'report.md', 'cells.csv']),
    );
  });

  it('ends with status 1 when a lock lets a second contender in now and then', async () => {
    const args = ['run', '--strategies', 'mine/*', '--plugin', fixture('broken-plugin.ts'), ...SHORT, '--json'];
    const { status, stdout, stderr } = await contend(args);
    const { cells } = JSON.parse(stdout);
    expect(cells).toMatchObject([{ strategy: 'mine/leaky', verdict: 'lost-updates', promised: true }]);
    // Nothing that is explored gets as far as the tenth acquisition: it is the count that tells.
    expect(cells[0].explored.verdict).not.toBe('violation');
    expect(stderr).toContain('broke its promise: mine/leaky');
    expect(status).toBe(1);
  });

  it('says how long it will take, and does nothing, on a dry run', async () => {
    const out = join(folder, 'out');
    const args = ['run', '--dry-run', '--json', '--profile', 'thorough', '--out', out];
    const { status, stdout } = await contend(args);
    const plan = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(plan.seconds).toBeGreaterThan(0);
    expect(plan.cells.length).toBeGreaterThan(30);
    expect(existsSync(out)).toBe(false);
  });

  it('keeps what was measured when it is interrupted', async () => {
    const out = join(folder, 'out');
    const { kill, ended, mark } = await running(out);
    kill('SIGINT');
    const { status, stderr } = await ended;
    const { records } = kept(out);
    expect(records).toHaveLength(1);
    expect(stderr).toContain('stopping: what was measured is kept (Ctrl-C again stops at once)\n');
    expect(stderr).toContain(`record    ${records[0]}\n`);
    expect(status).toBe(130);
    const { record } = readRecord(records[0] as string);
    expect(record.partial).toBe(true);
    expect(record.cells.length).toBeGreaterThan(0);
    await allGone(mark);
  });

  it('leaves a valid record and no process behind when it is killed', async () => {
    const out = join(folder, 'out');
    const { kill, ended, mark } = await running(out);
    // The launcher and the command itself; forks must notice on their own.
    const isOurs = (pid: string) => commandLine(pid).includes(' run --strategies ');
    const ours = process.platform === 'linux' ? marked(mark).filter(isOurs) : [];
    for (const pid of ours) process.kill(Number(pid), 'SIGKILL');
    kill('SIGKILL');
    await ended;
    const { records } = kept(out);
    expect(readRecord(records[0] as string).record.partial).toBe(true);
    await allGone(mark);
  });

  it.runIf(process.platform !== 'win32')('says so when the disk is full, and still sums up', async () => {
    const under = ['sh', '-c', 'ulimit -f 1; exec "$@"', 'sh'];
    const { status, stdout, stderr } = await launched(
      ['run', '--strategies', 'atomic/add', '--worlds', 'threads', ...SHORT, '--out', join(folder, 'out')],
      { under },
    );
    expect(stdout).toContain('atomic/add');
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^contend: .*(full|room|space|large)/i);
    expect(status).toBe(2);
    expect(kept(join(folder, 'out')).names).toEqual([]);
  });
});
