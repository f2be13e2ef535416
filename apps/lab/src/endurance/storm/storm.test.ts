import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describeHost } from '@contend/record';
import { describe, expect, it } from 'vitest';
import { interruptAt } from './moment.ts';
import { storm } from './storm.ts';

const BIN = fileURLToPath(new URL('../../../../bench/bin/contend.js', import.meta.url));
const CARELESS = fileURLToPath(new URL('./careless-writer.ts', import.meta.url));
/** Other moments each time; a failure says which, and this gives them again. */
const SEED = 'CONTEND_STORM_SEED';

function shortestRun(out: string): string[] {
  const flags = ['--profile', 'quick', '--worlds', 'threads', '--threads', '1', '--forks', '2', '--window', '5'];
  return [BIN, 'run', '--strategies', 'atomic/add', ...flags, '--out', out];
}

describe('a run stopped at a random moment', () => {
  it('leaves valid records, the earlier run’s as it was, and no process', async () => {
    const host = await describeHost();
    const seed = Number(process.env[SEED] ?? randomInt(2 ** 31));
    const rows = await storm({ moments: 3, seed, host, command: shortestRun });
    expect(rows.map(({ signal }) => signal)).toEqual(['SIGINT', 'SIGKILL', 'SIGTERM']);
    expect(
      rows.filter(({ faults }) => faults.length > 0),
      `at the moments of ${SEED}=${seed}`,
    ).toEqual([]);
  });

  it('is told of whatever a careless one leaves', async () => {
    const host = await describeHost();
    const command = (out: string) => [CARELESS, out];
    const { row } = await interruptAt({ signal: 'SIGINT', afterMs: 2 ** 30, host, command, lingerMs: 100 });
    const told = row.faults.join('\n');
    expect(told).toContain('it ended with status 7');
    expect(told).toContain('the record of the earlier run was changed');
    expect(told).toMatch(/2026-01-03T03-04-05Z\.json: .*is not JSON/);
    expect(told).toContain('contend validate: ');
    expect(told).toContain('report.html is not whole');
    expect(told).toContain('.half.tmp was left unfinished');
    expect(told).toContain('forgotten was left in the temporary folder');
    if (process.platform === 'linux') expect(told).toContain('a process was left behind');
  });
});
