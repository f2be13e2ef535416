/** The constants that a measurement depends on, as the modules export them. */
import { codeSpan } from '@contend/report/code-span';
import { grouped, table } from './table.ts';

/** A `share` is set as a fraction of 1 and shown in %. */
type Unit = 'ms' | 'share' | '%' | 'a second' | 'per million' | 'MB' | '';

interface Setting {
  says: string;
  /** From the repository's root. */
  file: string;
  name: string;
  unit: Unit;
}

const HARNESS = 'packages/harness/src';
const BENCH = 'apps/bench/src';
const STATS = 'packages/stats/src';
const REPORT = 'packages/report/src';

export const setting = (says: string, file: string, name: string, unit: Unit = ''): Setting => ({
  says,
  file,
  name,
  unit,
});

/** By the section of the page that they belong to. */
export type Sections = Readonly<Record<string, readonly Setting[]>>;

const SETTINGS: Sections = {
  'fork-settings': [
    setting('windows of a fork', `${BENCH}/run/plan.ts`, 'ROUNDS'),
    setting('a window (`--window`)', `${BENCH}/run/plan.ts`, 'WINDOW_MS', 'ms'),
    setting('the longest window that may be asked for', `${BENCH}/run/plan.ts`, 'LONGEST_WINDOW_MS', 'ms'),
    setting(
      'all windows of a fork together, at least, where threads outnumber cores',
      `${BENCH}/run/plan.ts`,
      'OVERSUBSCRIBED_MS',
      'ms',
    ),
    setting('from the last contender’s arrival to the opening', `${HARNESS}/gate.ts`, 'NOTICE_MS', 'ms'),
    setting('a batch is doubled below this share of the window', `${HARNESS}/watch.ts`, 'SHORTEST', 'share'),
    setting('a batch is halved above this share of the window', `${HARNESS}/watch.ts`, 'LONGEST', 'share'),
    setting('for batches before the window it counts as this long', `${HARNESS}/watch.ts`, 'RAMP_MS', 'ms'),
    setting(
      'from a window’s close to the bell, where contenders are still in it',
      `${HARNESS}/bell.ts`,
      'LATE_MS',
      'ms',
    ),
    setting('increments from one look at the bell to the next', `${HARNESS}/worker.ts`, 'STRIDE'),
    setting(
      'a contender has overstayed when it is still in a window after its close by',
      `${HARNESS}/worker.ts`,
      'OVERSTAY_MS',
      'ms',
    ),
    setting('attempts at a window that a contender heard of too late', `${HARNESS}/measure.ts`, 'RETRIES'),
    setting('a warm-up window, at most', `${HARNESS}/windows.ts`, 'MOST_WARM_UP_MS', 'ms'),
    setting('warm-up windows, at least', `${HARNESS}/windows.ts`, 'FEWEST_WARM_UPS'),
    setting('warm-up windows, at most', `${HARNESS}/windows.ts`, 'MOST_WARM_UPS'),
    setting('warming up in all, before one more window', `${HARNESS}/windows.ts`, 'WARM_UP_BUDGET_MS', 'ms'),
    setting('warm when a window did this share of the best one', `${HARNESS}/windows.ts`, 'SETTLED', 'share'),
  ],
  'audit-settings': [
    setting('an audit’s window, at least', `${HARNESS}/measure.ts`, 'AUDIT_WINDOW_MS', 'ms'),
    setting('the audit of waits warms up, of its time', `${HARNESS}/spec.ts`, 'WAITS_WARM_UP', 'share'),
    setting('hit numbers that are watched, at most', `${HARNESS}/hits.ts`, 'SLOTS'),
    setting('one wait is timed in this many operations', `${HARNESS}/waits.ts`, 'EVERY'),
    setting('a thread’s wait is certain to be found from', `${HARNESS}/waits.ts`, 'STALL_MS', 'ms'),
    setting('the time is published to threads every', `${HARNESS}/ticks.ts`, 'EVERY_MS', 'ms'),
    setting('waits of one contender that are kept, at most', `${HARNESS}/waits.ts`, 'MOST_SAMPLES'),
    setting('how long the negative control may take to lose an update', `${HARNESS}/measure.ts`, 'UNTIL_LOSS_MS', 'ms'),
  ],
  'limit-settings': [
    setting('for each thread to start, beyond the limit', `${BENCH}/run/session.ts`, 'THREAD_START_MS', 'ms'),
    setting('time to leave after being asked', `${HARNESS}/judge.ts`, 'GRACE_MS', 'ms'),
    setting('and this often before they are taken to wait', `${HARNESS}/judge.ts`, 'MOST_LOOKS'),
    setting('below this share of one core they wait rather than spin', `${HARNESS}/judge.ts`, 'IDLE', 'share'),
    setting('from being asked to being killed', `${HARNESS}/run-fork.ts`, 'GRACE_MS', 'ms'),
    setting('heap of one thread', `${HARNESS}/pool.ts`, 'HEAP_MB', 'MB'),
  ],
  'rule-settings': [
    setting('threshold: smaller differences are not called', `${STATS}/rule.ts`, 'THRESHOLD', 'share'),
    setting('confidence of the interval that must exclude it', `${STATS}/rule.ts`, 'CONFIDENCE', 'share'),
    setting('pairs, at least', `${STATS}/rule.ts`, 'MIN_PAIRS'),
    setting('power of the minimum detectable change', `${STATS}/detectable.ts`, 'POWER', 'share'),
  ],
  'ab-settings': [
    setting('a window', `${BENCH}/ab/paired.ts`, 'WINDOW_MS', 'ms'),
    setting('a window where threads outnumber cores', `${BENCH}/ab/paired.ts`, 'CROWDED_WINDOW_MS', 'ms'),
    setting('windows of each side in a fork', `${BENCH}/ab/paired.ts`, 'PAIRS'),
  ],
  'why-settings': [
    setting('`spins`: its cores were busy, at least', `${REPORT}/model/why.ts`, 'BUSY', 'share'),
    setting('and each thread gave its core up less often than', `${REPORT}/model/why.ts`, 'HARDLY', 'a second'),
    setting('and at least this share of the CPU time did no work', `${REPORT}/model/why.ts`, 'WAITED', 'share'),
    setting('`parks`: each thread gave its core up, at least', `${REPORT}/model/why.ts`, 'OFTEN', 'a second'),
    setting('or its cores were busy for less than', `${REPORT}/model/why.ts`, 'ASLEEP', 'share'),
    setting('and were given up, more often than lost, at least', `${REPORT}/model/why.ts`, 'NOW_AND_THEN', 'a second'),
    setting('`pre-empted`: each thread lost its core, at least', `${REPORT}/model/why.ts`, 'PRE_EMPTED', 'a second'),
    setting('“one contender kept it”: Jain’s index below', `${REPORT}/model/cells.ts`, 'UNFAIR_JAIN'),
    setting('or fewer hand-offs than', `${REPORT}/model/cells.ts`, 'RARE_HANDOFFS_PER_MILLION', 'per million'),
    setting('recommended as fair: Jain’s index, at least', `${REPORT}/model/recommend.ts`, 'FAIR_JAIN'),
  ],
  'overhead-settings': [
    setting('windows of each loop in a fork', `${BENCH}/selftest/overhead.ts`, 'WINDOWS'),
    setting('a window', `${BENCH}/selftest/overhead.ts`, 'WINDOW_MS', 'ms'),
    setting('allowed: `harness / loop` may be above 1 by', `${BENCH}/selftest/overhead.ts`, 'GRANTED', '%'),
  ],
};

/** @throws Error when the module no longer exports it as a number */
export async function constant(module: URL, name: string): Promise<number> {
  const value = (await import(module.href))[name];
  if (typeof value !== 'number') throw new Error(`${module.pathname} exports no number ${name}`);
  return value;
}

function shown(value: number, unit: Unit): string {
  if (unit === 'share') return `${Number((value * 100).toPrecision(6))} %`;
  return `${grouped(value)}${unit === '' ? '' : ` ${unit}`}`;
}

/**
 * One table for each section that has settings.
 *
 * @param root of the repository
 * @param sections those of the page on method, or of another
 */
export function settingTables(root: URL, sections: Sections = SETTINGS): Promise<[name: string, table: string][]> {
  return Promise.all(
    Object.entries(sections).map(async ([section, settings]): Promise<[string, string]> => {
      const rows = settings.map(async ({ says, file, name, unit }) => {
        const value = await constant(new URL(file, root), name);
        return [says, shown(value, unit), `[${codeSpan(name)}](../${file})`];
      });
      return [section, table(['setting', 'value', 'set in'], await Promise.all(rows))];
    }),
  );
}
