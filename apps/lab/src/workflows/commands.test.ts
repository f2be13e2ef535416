import { cpSync, existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contend as launched } from '@contend/bench/fixtures/contend';
import { contend } from '@contend/bench/fixtures/in-process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Known, stepsOf, unknown, workflowSteps } from './commands.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const STEPS = workflowSteps(ROOT);
const LINES = [...new Set(STEPS.map(({ command }) => command))];

const turbo = JSON.parse(readFileSync(join(ROOT, 'turbo.json'), 'utf8')) as { tasks: Record<string, unknown> };
const tasks = Object.keys(turbo.tasks).map((name) => name.replace(/^\/\/#/, ''));

async function known(lines: readonly string[]): Promise<Known> {
  const commands = [...new Set(lines.flatMap((line) => /^npx contend (\S+)/.exec(line)?.[1] ?? []))];
  const helps = new Map<string, string>();
  for (const command of commands) {
    const { status, stdout } = await contend([command, '--help']);
    // Of a command that is none, commander shows the help of all.
    if (status === 0 && stdout.startsWith(`Usage: contend ${command} `)) helps.set(command, stdout);
  }
  return { help: (command) => helps.get(command), tasks, scripts: (path) => existsSync(join(ROOT, path)) };
}

describe('workflows', () => {
  test('there are those that CONTRIBUTING names, and each runs something', () => {
    expect(new Set(STEPS.map(({ workflow }) => workflow))).toEqual(
      new Set(['bench.yml', 'ci.yml', 'pages.yml', 'validate.yml']),
    );
  });

  test('every line that they run is a command of this repository', async () => {
    const about = await known(LINES);
    expect(LINES.map((line) => [line, unknown(line, about)])).toEqual(LINES.map((line) => [line, null]));
  });

  test('a line that is none is named', async () => {
    const workflow = 'steps:\n  - run: npx contend run --fast\n  - name: x\n    run: |\n      curl x | sh\n';
    expect(stepsOf('x.yml', workflow).map(({ command }) => command)).toEqual(['npx contend run --fast', '|']);
    const lines: [string, RegExp][] = [
      ['npx contend run --fast', /knows no --fast/],
      ['npx contend publish results', /no contend publish/],
      ['npx turbo run benchmark', /no task benchmark/],
      ['bash .ci/runs', /no script/],
      ['npx contend validate $FILES', /more than words/],
      ['curl example.org', /no command of this/],
      ['|', /more than words/],
    ];
    const about = await known(lines.map(([line]) => line));
    for (const [line, says] of lines) expect(unknown(line, about)).toMatch(says);
  });

  test('they only read, run nothing of strangers with rights, and end', () => {
    for (const name of readdirSync(join(ROOT, '.github/workflows'))) {
      const text = readFileSync(join(ROOT, '.github/workflows', name), 'utf8');
      expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
      expect(text).not.toMatch(/pull_request_target|secrets\.|contents: write/);
      expect(text.match(/timeout-minutes: /g)?.length).toBe(text.match(/runs-on: /g)?.length);
      const checkouts = text.match(/uses: actions\/checkout@/g)?.length;
      expect(text.match(/persist-credentials: false/g)?.length).toBe(checkouts);
    }
  });

  test('those that take seconds do what they are for', async () => {
    const out = mkdtempSync(join(tmpdir(), 'contend-workflow-'));
    onTestFinished(() => rmSync(out, { recursive: true }));
    // For all that a workflow measures, downloads or checks out, one machine's committed results stand in.
    const [machine] = globSync('results/*-1-cores-*', { cwd: ROOT }) as [string, ...string[]];
    const results = join(out, 'results');
    cpSync(join(ROOT, machine), join(results, basename(machine)), { recursive: true });
    const quick = LINES.filter((line) => /^npx contend (validate|report|run) /.test(line)).map((line) =>
      line
        .split(' ')
        .slice(2)
        .map((word) => (/^(request\/results|records|results)$/.test(word) ? results : word)),
    );
    expect(new Set(quick.map(([command]) => command))).toEqual(new Set(['validate', 'report', 'run']));
    for (const words of quick) {
      const place = words.map((word, i) => (words[i - 1] === '--out' ? join(out, words[0] as string) : word));
      const { status, stderr } = await launched(words[0] === 'run' ? [...place, '--dry-run'] : place, { cwd: ROOT });
      expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' });
    }
    expect(readdirSync(join(out, 'report')).length).toBeGreaterThan(0);
  });
});
