import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contend } from '../fixtures/in-process.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
// No time is up: what the quick profile finds in its seconds, a busy machine finds in more.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const QUICK = ['--profile', 'quick', '--window', '5', '--json'];

describe('a run that explores before it measures', () => {
  it.each([
    ['a race that a single thread cannot show', 'no-lock-plugin.ts', ['--worlds', 'threads', '--threads', '1']],
    ['an async lock that lets two in only now and then', 'barged-plugin.ts', ['--tasks', '2']],
  ])(
    'finds %s in a plug-in, in the quick profile too, and keeps it beside the measured verdict',
    async (_what, file, counts) => {
      const args = ['run', '--strategies', 'mine/*', '--plugin', fixture(file), ...counts, ...QUICK];
      const { status, stdout, stderr } = await contend(args);
      const [cell] = JSON.parse(stdout).cells;
      expect(cell).toMatchObject({ verdict: 'exact', explored: { verdict: 'violation', source: cell.strategy } });
      expect(stderr).toContain(
        `reproduce: npx contend check --strategies ${cell.strategy} --plugin ${fixture(file)}\n`,
      );
      expect(status).toBe(1);
    },
  );

  it('leaves the strategies of contend to the other profiles', async () => {
    const args = ['run', '--strategies', 'atomic/add', '--worlds', 'threads', '--threads', '1', ...QUICK];
    expect(JSON.parse((await contend(args)).stdout).cells[0].explored).toBeNull();
  });
});
