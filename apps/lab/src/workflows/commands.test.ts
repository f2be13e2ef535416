import { cpSync, existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contend as launched } from '@contend/bench/fixtures/contend';
import { contend } from '@contend/bench/fixtures/in-process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandsOf, type Known, stepsOf, unknown, type Workflow, workflowsIn } from './commands.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const WORKFLOWS = workflowsIn(ROOT);
const LINES = [...new Set(Object.values(WORKFLOWS).flatMap(commandsOf))];

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

function faultsOf(workflow: Workflow): string[] {
  const jobs = Object.values(workflow.jobs);
  const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  const found: [string, boolean][] = [
    ['runs for strangers', 'pull_request_target' in workflow.on],
    ['may write', [workflow, ...jobs].some(({ permissions }) => permissions?.contents === 'write')],
    ['has all rights', workflow.permissions === undefined],
    ['has secrets', /\bsecrets\b/.test(JSON.stringify(workflow))],
    ['no end', jobs.some((job) => typeof job['timeout-minutes'] !== 'number')],
    ['keeps a token', checkouts.some((step) => step.with?.['persist-credentials'] !== false)],
  ];
  return found.flatMap(([fault, has]) => (has ? [fault] : []));
}

describe('workflows', () => {
  test('there are those that CONTRIBUTING names, and each runs something', () => {
    expect(Object.keys(WORKFLOWS).sort()).toEqual(['bench.yml', 'ci.yml', 'pages.yml', 'validate.yml']);
    for (const workflow of Object.values(WORKFLOWS)) expect(commandsOf(workflow).length).toBeGreaterThan(0);
  });

  test('every line that they run is a command of this repository', async () => {
    const about = await known(LINES);
    expect(LINES.map((line) => [line, unknown(line, about)])).toEqual(LINES.map((line) => [line, null]));
  });

  test('a line that is none is named', async () => {
    const lines: [string, RegExp][] = [
      ['npx contend run --fast', /knows no --fast/],
      ['npx contend publish results', /no contend publish/],
      ['npx turbo run benchmark', /no task benchmark/],
      ['bash .ci/runs', /no script/],
      ['npx contend validate $FILES', /more than words/],
      ['curl example.org', /no command of this/],
      ['npm ci\nnpm ci', /more than words/],
    ];
    const about = await known(lines.map(([line]) => line));
    for (const [line, says] of lines) expect(unknown(line, about)).toMatch(says);
  });

  test('they only read, run nothing of strangers with rights, and end', () => {
    for (const workflow of Object.values(WORKFLOWS)) expect(faultsOf(workflow)).toEqual([]);
  });

  test('one that writes, runs strangers’ code with rights, keeps a token or has no end is found out', () => {
    const careless: Workflow = {
      on: { pull_request_target: null },
      jobs: {
        build: {
          permissions: { contents: 'write' },
          steps: [{ uses: 'actions/checkout@v5' }, { run: 'echo', with: { key: 'secrets.KEY' } }],
        },
      },
    };
    expect(faultsOf(careless)).toHaveLength(6);
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
