import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecord } from '@contend/record';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contend, marked, start } from '../fixtures/contend.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const SHORT = ['--profile', 'quick', '--forks', '1', '--window', '5', '--threads', '2', '--tasks', '8'];

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

describe('contend run', () => {
  it('tells who keeps the count where, on one JSON document', async () => {
    const strategies = 'unlocked/plain,promise-mutex/*,atomic/add';
    const { status, stdout } = await contend(['run', '--strategies', strategies, ...SHORT, '--json'], { cwd: folder });
    const { cells } = JSON.parse(stdout);
    expect(status).toBe(0);
    for (const { strategy, world, verdict, lost, promised } of cells) {
      const racy = strategy === 'unlocked/plain' || (strategy.startsWith('promise-mutex/') && world === 'threads');
      expect({ strategy, world, verdict, promised }).toEqual({
        strategy,
        world,
        verdict: racy ? 'lost-updates' : 'exact',
        promised: !racy,
      });
      expect(lost > 0).toBe(racy);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes a record that is valid, and a report beside it', async () => {
    const out = join(folder, 'out');
    const { status, stdout } = await contend([
      'run',
      '--strategies',
      'atomic/add,spinlock/tas',
      ...SHORT,
      '--out',
      out,
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain('spinlock/tas');
    const { records, names } = kept(out);
    expect(records).toHaveLength(1);
    expect(readRecord(records[0] as string).record).toMatchObject({ partial: false, plan: { blocks: 1 } });
    expect(names).toEqual(
      expect.arrayContaining(['throughput.svg', 'lost.svg', 'gap.svg', 'report.html', 'report.md', 'cells.csv']),
    );
  });

  it('measures a plug-in, and never publishes its folder', async () => {
    const args = ['run', '--strategies', 'mine/*', '--plugin', fixture('plugin.ts'), ...SHORT, '--json'];
    const { status, stdout } = await contend(args);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).cells).toMatchObject([{ strategy: 'mine/exchange', verdict: 'exact', lost: 0 }]);
    expect(stdout).not.toContain(fixture(''));
  });

  it('ends with status 1 when a lock lets a second contender in once in 100 000 acquisitions', async () => {
    const args = [
      'run',
      '--profile',
      'quick',
      '--strategies',
      'mine/*',
      '--plugin',
      fixture('broken-plugin.ts'),
      '--json',
    ];
    const measured = () => contend([...args, '--threads', '2', '--forks', '3', '--window', '100']);
    let ended = await measured();
    // On a busy machine the two are seldom at work at the same time, and then nobody can see it: look longer.
    for (let more = 0; more < 5 && ended.status === 0; more++) ended = await measured();
    const { status, stdout, stderr } = ended;
    expect(JSON.parse(stdout).cells).toMatchObject([
      { strategy: 'mine/leaky', verdict: 'lost-updates', promised: true },
    ]);
    expect(stderr).toContain('broke its promise: mine/leaky');
    expect(status).toBe(1);
  });

  it('says how long it will take, and does nothing, on a dry run', async () => {
    const { status, stdout } = await contend(['run', '--dry-run', '--json', '--profile', 'thorough'], { cwd: folder });
    const plan = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(plan.seconds).toBeGreaterThan(0);
    expect(plan.cells.length).toBeGreaterThan(30);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps what was measured when it is interrupted', async () => {
    const out = join(folder, 'out');
    const mark = `CONTEND_TEST_MARK=${folder}`;
    const running = start(['run', '--strategies', 'atomic/add', '--out', out], { env: { CONTEND_TEST_MARK: folder } });
    // In the second round of forks, so that there is something to keep.
    await running.says(/fork (?!1:)/);
    running.kill('SIGINT');
    const { status } = await running.ended;
    expect(status).toBe(130);
    const { records } = kept(out);
    expect(records).toHaveLength(1);
    const { record } = readRecord(records[0] as string);
    expect(record.partial).toBe(true);
    expect(record.cells.length).toBeGreaterThan(0);
    if (process.platform === 'linux') await expect.poll(() => marked(mark)).toEqual([]);
  });

  it('stops at once when it is interrupted twice', async () => {
    const mark = `CONTEND_TEST_MARK=${folder}`;
    const running = start(['run', '--out', join(folder, 'out')], { env: { CONTEND_TEST_MARK: folder } });
    await running.says(/ seed \d+$/m);
    running.kill('SIGINT');
    setTimeout(() => running.kill('SIGINT'), 400);
    expect((await running.ended).status).toBe(130);
    if (process.platform === 'linux') await expect.poll(() => marked(mark)).toEqual([]);
  });

  it('leaves a valid record and no process behind when it is killed', async () => {
    const out = join(folder, 'out');
    const mark = `CONTEND_TEST_MARK=${folder}`;
    const running = start(['run', '--strategies', 'atomic/add', '--worlds', 'threads', '--out', out], {
      env: { CONTEND_TEST_MARK: folder },
    });
    await expect.poll(() => kept(out).records, { timeout: 30_000 }).toHaveLength(1);
    for (const pid of process.platform === 'linux' ? marked(mark) : []) {
      // The launcher and the command itself; forks must notice on their own.
      const isFork = /fork\.ts|child\.ts/.test(
        await import('node:fs').then((fs) => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
      );
      if (!isFork) process.kill(Number(pid), 'SIGKILL');
    }
    running.kill('SIGKILL');
    await running.ended;
    const { records } = kept(out);
    expect(readRecord(records[0] as string).record.partial).toBe(true);
    if (process.platform === 'linux') await expect.poll(() => marked(mark), { timeout: 10_000 }).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')('says so when the disk is full, and still sums up', async () => {
    const under = ['sh', '-c', 'ulimit -f 1; exec "$@"', 'sh'];
    const { status, stdout, stderr } = await contend(
      ['run', '--strategies', 'atomic/add', ...SHORT, '--out', join(folder, 'out')],
      { under },
    );
    expect(stdout).toContain('atomic/add');
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^contend: .*(full|room|space|large)/i);
    expect(status).toBe(2);
    expect(kept(join(folder, 'out')).names).toEqual([]);
  });
});
