import { describe, expect, it } from 'vitest';
import { allGone, commandLine, contend as launched, marked, start } from '../fixtures/contend.ts';
import { contend } from '../fixtures/in-process.ts';

const listed = JSON.parse((await contend(['list', '--json'])).stdout);
const baselines: { id: string; absent?: string }[] = listed.filter(({ id }: { id: string }) =>
  id.startsWith('native/'),
);
const [absent] = baselines.flatMap((each) => each.absent ?? []);

describe.skipIf(absent !== undefined)(absent ?? 'native baselines', () => {
  it('are measured in the same windows as everything else, and leave unknown what cannot be seen', async () => {
    const worlds = ['--worlds', 'threads,processes', '--threads', '2', '--processes', '2'];
    const args = ['run', '--profile', 'quick', '--strategies', 'native/*', ...worlds, '--window', '5', '--json'];
    const { status, stdout } = await contend(args);
    const record = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(record.cells).toHaveLength(baselines.length);
    for (const cell of record.cells) {
      expect(cell).toMatchObject({ verdict: 'exact', lost: 0, audit: null, wait: null });
      expect(cell.observed).toBeGreaterThan(0);
    }
    expect(stdout).not.toContain('node_modules');
  });

  it.runIf(process.platform === 'linux')('are gone when the run is interrupted', async () => {
    const mark = `CONTEND_TEST_MARK=${process.pid}-${performance.now()}`;
    const args = ['run', '--profile', 'quick', '--strategies', 'native/pthread-mutex', '--threads', '2', '--json'];
    const [name, value] = mark.split('=') as [string, string];
    const running = start([...args, '--forks', '1000'], { env: { [name]: value } });
    // The program itself, not the process that starts it.
    const programs = () => marked(mark).filter((pid) => /^[^ ]*pthread-mutex/.test(commandLine(pid)));
    await expect.poll(programs).not.toEqual([]);
    running.kill('SIGINT');
    expect((await running.ended).status).toBe(130);
    await allGone(mark);
  });

  it('are compared with locks in JavaScript', async () => {
    const args = ['ab', 'native/pthread-mutex', 'spinlock/tas', '--contenders', '1', '--budget', '1', '--json'];
    expect(JSON.parse((await contend(args)).stdout)).toMatchObject({
      a: { verdict: 'exact', reason: null },
      b: { verdict: 'exact', reason: null },
    });
  });
});

describe('native baselines, with a compiler or without', () => {
  it('never publish where they were compiled', () => {
    expect(baselines.length).toBeGreaterThan(0);
    expect(baselines.filter((each) => 'program' in each)).toEqual([]);
  });

  it('are absent, and say so, where there is no compiler', async () => {
    const args = ['run', '--strategies', 'native/*,atomic/add', '--dry-run', '--worlds', 'threads'];
    const { status, stdout } = await launched(args, { env: { CC: 'no-such-compiler' } });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /left out: native\/pthread-mutex, .+ are absent: no C compiler \(no-such-compiler\) was found/,
    );
    expect(stdout).toMatch(/1 strategy/);
  });

  it('cannot be explored, and say why', async () => {
    const { stdout } = await contend(['check', '--strategies', 'native/atomic-add', '--json']);
    expect(JSON.parse(stdout).reports).toMatchObject([{ verdict: 'not checkable', reason: 'it is a native program' }]);
  });

  it('have no work to do', async () => {
    const { status, stderr } = await contend(['ab', 'native/atomic-add', 'atomic/add', '--workload', 'typical']);
    expect(stderr).toBe('contend: --workload typical: native/atomic-add cannot be given work; compare it under hot\n');
    expect(status).toBe(2);
  });
});
