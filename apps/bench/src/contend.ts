/** The command `contend`: what can be typed, and what comes of errors. Each command is loaded when it is asked for. */
import { readFileSync } from 'node:fs';
import { RecordError } from '@contend/record';
import { Command, CommanderError, Option } from 'commander';
import { Failure, STATUS } from './cli/failure.ts';
import { print, printJson } from './cli/print.ts';
import { PROFILES } from './run/profile.ts';
import { NAMED_WORKLOADS } from './run/workload.ts';

const json = ['--json', 'one JSON document on stdout, everything else on stderr', false] as const;
const plugin = new Option('--plugin <file...>', 'modules with strategies of your own').default([], 'none');
/** Of the whole, as in a record: of the repository, or of the published package. */
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** @param ends hears with which status a command ends */
function program(argv: readonly string[], ends: (status: Promise<number>) => Promise<void>): Command {
  const contend = new Command('contend')
    .description('Many workers hit one counter: what guards it, at what price, and is the count right?')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addHelpText(
      'after',
      `
Exit status: 0 all held; 1 a promise was broken; 2 input or flags are wrong; 3 this host cannot run it; 130 interrupted
(what was measured is saved).`,
    );

  contend
    .command('run')
    .description('measure strategies on this machine, write a record and its report, sum up')
    .addOption(
      new Option(
        '--profile <name>',
        PROFILES.map(({ name, budgetS, summary }) => `${name}: ${budgetS} s, ${summary}`).join('; '),
      ).default('standard'),
    )
    .option(
      '--worlds <a,b>',
      'tasks (of one event loop), threads (over shared memory), processes (of this machine), machines (which meet at a server); default: tasks,threads',
    )
    .option('--strategies <glob,…>', 'by id, such as "spinlock/*"; see contend list')
    .option('--threads <1,2,4>', 'contenders in threads (default: 1, half, all and twice the cores)')
    .option('--tasks <1,64>', 'contenders in tasks (default: 1 and 64)')
    .option('--processes <2,4>', 'contenders in processes (default: as many as cores)')
    .option('--machines <2,4>', 'contenders that meet at a server, on each host (default: as many as cores)')
    .option('--hosts <n>', 'hosts that take part, this one included; the others say contend join')
    .option('--redis <url>', 'your own server, instead of a private one that is started where the engine is installed')
    .option('--postgres <url>', 'likewise')
    .option('--etcd <url>', 'likewise')
    .option('--nats <url>', 'likewise')
    .option('--workloads <a,b>', NAMED_WORKLOADS.map(({ name }) => name).join(', '))
    .option('--inside <ns>', 'work of your own length inside the section')
    .option('--outside <ns>', 'work of your own length between two sections')
    .option('--forks <n>', 'fresh processes per cell (default: as many as the profile’s time allows)')
    .option('--window <ms>', 'length of a timed window')
    .addOption(new Option('--time-limit <s>', 'longest a fork may take').default('10'))
    .option('--seed <n>', 'seed of the random order')
    .option('--no-pin', 'leave threads to the scheduler: results can differ several-fold')
    .addOption(plugin)
    .option(
      '--runtime <name,…>',
      'node (this one), bun, deno, chromium, firefox, or paths of executables: what to measure in (default: node)',
    )
    .option('--faults', 'afterwards make faults on purpose, and tell what each strategy does about them', false)
    .option('--dry-run', 'only say what would be done and how long it takes', false)
    .option('--out <dir>', 'where records go (default: results; with --json: nowhere)')
    .option(...json)
    .action(async (options) => ends((await import('./run/command.ts')).run(options, argv)));

  contend
    .command('join')
    .description('take part in a run of several hosts, begun elsewhere with contend run --hosts')
    .argument(
      '<url...>',
      'of the server that the run was given with --redis or --postgres, and of each other that it was',
    )
    .addOption(new Option('--wait <s>', 'how long to wait for a run').default('60'))
    .option('--no-pin', 'leave contenders to the scheduler')
    .addOption(plugin)
    .option(...json)
    .action(async (urls: string[], options) => ends((await import('./join/command.ts')).join(urls, options)));

  contend
    .command('list')
    .description('the strategies, and what each promises where')
    .addOption(plugin)
    .option(...json)
    .action(async (options) => ends((await import('./list/command.ts')).list(options)));

  contend
    .command('ab')
    .description('a paired comparison of two, in turn until the budget ends; status 1 when B is slower or wrong')
    .argument('<a>', 'a strategy, a strategy@revision, or a plug-in file')
    .argument('<b>', 'the same')
    .option('--contenders <n>', 'how many (default: as many threads as cores, or 64 tasks)')
    .addOption(
      new Option('--workload <name>', 'hot, typical, long-hold, or one of the sweep or of mostly-read').default('hot'),
    )
    .option('--runtime <a,b>', 'node, bun, deno or a path: of both, or of A and of B (default: node)')
    .addOption(new Option('--threshold <pct>', 'smallest difference that is called, in %').default('1'))
    .addOption(new Option('--budget <s>', 'how long to measure').default('15'))
    .option(...json)
    .action(async (a: string, b: string, options) => ends((await import('./ab/command.ts')).ab(a, b, options)));

  contend
    .command('check')
    .description('explore every schedule of the strategies’ own source, or of a model of their protocol, up to a bound')
    .option('--strategies <glob,…>', 'by id (default: all)')
    .addOption(plugin)
    .option('--contenders <n>', 'the largest bound: contenders (default: 3)')
    .option('--increments <n>', 'the largest bound: increments of each (default: 2)')
    .option('--replay <token>', 'run the schedule of a violation again, step by step')
    .option(...json)
    .action(async (options) => ends((await import('./check/command.ts')).check(options)));

  contend
    .command('hits')
    .description('a website’s hit counter: cluster workers that answer GET /hit under load; how fast, and what is lost')
    .option('--strategies <glob,…>', 'by name, such as "redis-*" (default: all that there is a server for)')
    .option('--workers <n>', 'cluster workers (default: one core fewer than there are, 2 to 4)')
    .addOption(new Option('--connections <n>', 'of the process that asks').default('32'))
    .addOption(new Option('--seconds <s>', 'length of a load').default('3'))
    .option('--rate <n>', 'requests a second at the fixed rate (default: half of what the slowest can answer)')
    .option('--faults', 'afterwards kill, stop and restart workers in mid-load', false)
    .addOption(new Option('--repeats <n>', 'how often each is measured').default('1'))
    .option('--redis <url>', 'your own server, instead of a private one that is started where the engine is installed')
    .option('--postgres <url>', 'likewise')
    .addOption(new Option('--plugin <file...>', 'modules with servers of your own').default([], 'none'))
    .option('--dry-run', 'only say what would be done and how long it takes', false)
    .option('--out <dir>', 'where hits.json goes, in a folder of this machine (default: results; with --json: nowhere)')
    .option(...json)
    .action(async (options) => ends((await import('./hits/command.ts')).hits(options, argv)));

  contend
    .command('validate')
    .description(
      'recompute every summary of records from their raw rounds; in folders also look at what lies beside them',
    )
    .argument('<path...>', 'records, or folders of them')
    .option(...json)
    .action(async (paths: string[], options) => ends((await import('./validate/command.ts')).validate(paths, options)));

  contend
    .command('contribute')
    .description(
      'a record of this machine to publish: measure it, see what it tells of the machine, and how to hand it in',
    )
    .argument('[file]', 'show this record instead of measuring')
    .addOption(new Option('--profile <name>', 'how much to measure: quick, standard, thorough').default('thorough'))
    .option('--dry-run', 'only say what would be measured and published', false)
    .option(...json)
    .action(async (file: string | undefined, options) =>
      ends((await import('./contribute/command.ts')).contribute(file, options)),
    );

  contend
    .command('compare')
    .description('is HEAD worse than BASE: counts, and speeds where several runs of each can tell')
    .argument('<base>', 'a record, or a folder with those of several runs on one machine')
    .argument('<head>', 'likewise')
    .option('--threshold <pct>', 'a smaller difference of speed is not called (default: 1)')
    .option('--runtime <name,…>', 'only what was measured in these: node, bun, “node 26.10.0” (default: all)')
    .option('--markdown', 'a comment for a pull request', false)
    .option(...json)
    .action(async (base: string, head: string, options) =>
      ends((await import('./compare/command.ts')).compare(base, head, options)),
    );

  contend
    .command('report')
    .description(
      'a page, pictures, Markdown and CSV of the newest record of each machine; of a folder, the site of all its records',
    )
    .argument('[path...]', 'records, or folders of them', ['results'])
    .option(
      '--out <dir>',
      'where to (default: beside the record); a folder or several machines become a site, with a folder for each machine',
    )
    .option('--png', 'besides each picture the same as PNG', false)
    .option('--article', 'article.md: three pictures and up to ten sentences, for a README or a post', false)
    .option(...json)
    .action(async (paths: string[], options) => ends((await import('./report/command.ts')).report(paths, options)));

  contend
    .command('selftest')
    .description(
      'measure the measurer: how often it calls equals different, sees a known difference, and what it costs itself',
    )
    .option('--full', 'as many comparisons as it takes to say so with confidence; tells first how long', false)
    .option('--runtime <name>', 'node (this one), bun, deno, chromium, firefox, or a path: what to measure in')
    .option(...json)
    .action(async (options) => ends((await import('./selftest/command.ts')).selftest(options)));

  contend
    .command('tour')
    .description('the story in seven steps, each really run: race, mutex, forgotten unlock, guard, website')
    .option('--step <n>', 'only this one, 1 to 7')
    .option(...json)
    .action(async (options) => ends((await import('./tour/command.ts')).tour(options)));

  return contend;
}

/** Commander's complaints are several lines with a prefix; ours are one. */
function oneLine(message: string): string {
  return message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
}

/** What an error is to whoever typed the command. @throws an error that nobody foresaw */
function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof RecordError) return new Failure(error.code, error.message);
  if (!(error instanceof CommanderError)) throw error;
  const help = error.code === 'commander.help';
  return new Failure(
    'usage',
    help
      ? 'say what to do: contend run, list, ab, compare, contribute, check, hits, validate, report, selftest or tour (contend --help)'
      : oneLine(error.message),
  );
}

/** @param argv what was typed after `contend`. @returns the exit status */
export async function contend(argv: readonly string[]): Promise<number> {
  let status: number = STATUS.held;
  try {
    const ends = async (of: Promise<number>) => {
      status = await of;
    };
    await program(argv, ends).parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return STATUS.held;
    if (error instanceof Error && error.message === 'interrupted') return STATUS.interrupted;
    const { code, message, status } = failureOf(error);
    if (argv.includes('--json')) await printJson({ error: { code, message } });
    await print(`contend: ${message}\n`, process.stderr);
    return status;
  }
}
