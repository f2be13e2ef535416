import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contend } from '../fixtures/in-process.ts';

const PLUGIN = fileURLToPath(new URL('../fixtures/absent-plugin.ts', import.meta.url));
const plugged = ['--plugin', PLUGIN];
const REASON = 'this runtime has no quantum counter';
const MISFLAGGED = 'the runtime cannot load it with --no-such-flag';
const SHORT = ['--profile', 'quick', '--forks', '1', '--window', '5', '--threads', '1', '--worlds', 'threads'];

describe('a strategy that is absent', () => {
  it('is listed with its reason, and one that has the flag it needs is not absent', async () => {
    const { stdout } = await contend(['list', ...plugged]);
    expect(stdout).toContain(`absent here: ${REASON}`);
    expect(stdout).toContain(`absent here: ${MISFLAGGED}`);
    expect(stdout).not.toContain('gc is not exposed');
    const entries = JSON.parse((await contend(['list', ...plugged, '--json'])).stdout);
    const mine = entries.filter(({ id }: { id: string }) => id.startsWith('mine/'));
    expect(mine.map(({ id, absent }: Record<string, string>) => [id, absent])).toEqual([
      ['mine/absent', REASON],
      ['mine/flagged', undefined],
      ['mine/misflagged', MISFLAGGED],
    ]);
  });

  it('is left out of a run, which says so and warns of it in the record', async () => {
    const args = ['run', '--strategies', 'mine/*', ...plugged, ...SHORT, '--json'];
    const { status, stdout, stderr } = await contend(args);
    const { cells, warnings } = JSON.parse(stdout);
    expect(cells).toMatchObject([{ strategy: 'mine/flagged', verdict: 'exact' }]);
    expect(warnings).toEqual(
      expect.arrayContaining([
        { code: 'absent', message: `mine/absent is absent: ${REASON}`, mend: expect.any(String) },
        { code: 'absent', message: `mine/misflagged is absent: ${MISFLAGGED}`, mend: expect.any(String) },
      ]),
    );
    expect(stderr).toContain(`left out: mine/absent is absent: ${REASON}`);
    expect(status).toBe(0);
  });

  it('is told on a dry run', async () => {
    const { stdout } = await contend(['run', '--dry-run', '--json', ...plugged, ...SHORT]);
    const { cells, absent } = JSON.parse(stdout);
    expect(absent).toContainEqual({ strategy: 'mine/absent', reason: REASON });
    expect(cells.map(({ strategy }: { strategy: string }) => strategy)).not.toContain('mine/absent');
  });

  it('is not mentioned by a run in worlds that it does not run in', async () => {
    const args = ['run', '--dry-run', '--json', ...plugged, '--worlds', 'tasks'];
    expect(JSON.parse((await contend(args)).stdout).absent).toEqual([]);
  });

  it.each([
    ['run', ['run', '--strategies', 'mine/absent', ...plugged]],
    ['replay a schedule', ['check', '--strategies', 'mine/absent', ...plugged, '--replay', '2x1.1.e.ab']],
  ])('is a failure of this host when it is the only one to %s', async (_, args) => {
    const { status, stderr } = await contend(args);
    expect(stderr).toMatch(/^contend: [^\n]+\n$/);
    expect(stderr).toContain(`mine/absent is absent: ${REASON}`);
    expect(status).toBe(3);
  });

  it('cannot be checked, and is no violation; one whose flag there is is checked', async () => {
    const { status, stdout } = await contend(['check', '--strategies', 'mine/*', ...plugged, '--json']);
    expect(JSON.parse(stdout).reports).toMatchObject([
      { strategy: 'mine/absent', verdict: 'not checkable', reason: `absent here: ${REASON}` },
      { strategy: 'mine/flagged', verdict: 'no violation' },
      { strategy: 'mine/misflagged', verdict: 'not checkable', reason: `absent here: ${MISFLAGGED}` },
    ]);
    expect(status).toBe(0);
  });
});
