import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contend } from '../fixtures/contend.ts';

const PLUGIN = fileURLToPath(new URL('../fixtures/no-lock-plugin.ts', import.meta.url));

describe('a run that explores before it measures', { timeout: 120_000 }, () => {
  it('finds the race that a single thread cannot show, and keeps it beside the measured verdict', async () => {
    const one = [
      'run',
      '--plugin',
      PLUGIN,
      '--strategies',
      'mine/*',
      '--worlds',
      'threads',
      '--threads',
      '1',
      '--json',
    ];
    const { status, stdout, stderr } = await contend([...one, '--profile', 'standard', '--forks', '1']);
    const [cell] = JSON.parse(stdout).cells;
    expect(cell).toMatchObject({ verdict: 'exact', explored: { verdict: 'violation', source: cell.strategy } });
    expect(stderr).toContain(`see: npx contend check --strategies ${cell.strategy}`);
    expect(status).toBe(1);
    const quick = await contend([...one, '--profile', 'quick']);
    expect(JSON.parse(quick.stdout).cells[0].explored).toBeNull();
    expect(quick.status).toBe(0);
  });
});
