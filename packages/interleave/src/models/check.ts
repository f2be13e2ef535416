/** Explores the models of a strategy's protocol, under each condition that they know; and replays what it found. */
import type { RemoteStrategy, World } from '@contend/counter';
import { now } from '../ambient.ts';
import type { CheckOptions } from '../check.ts';
import { climb, DEFAULTS, type Options, type Outcome, settle } from '../climb.ts';
import { NotCheckable } from '../not-checkable.ts';
import { printable } from '../printable.ts';
import type { Report } from '../report.ts';
import { TokenError } from '../token.ts';
import { notTold, told } from '../told.ts';
import type { Trace } from '../trace.ts';
import { explore } from './explore.ts';
import { MODELS } from './index.ts';
import { MOST_AHEAD, type Setting } from './moves.ts';
import type { Condition, Protocol } from './protocol.ts';
import { decodeMoves, encodeMoves } from './token.ts';
import { retrace } from './trace.ts';

type Modelled = Pick<RemoteStrategy, 'id' | 'runsIn' | 'promises' | 'faults' | 'model'>;

/**
 * Explores every schedule of the models that the strategy's declaration names, bound after bound, up to the first that shows
 * a violation. None of the strategy's own code is run.
 *
 * @param options its `ms` are for all conditions together
 * @returns a report for each number of servers and each condition; a single one where there is no such model
 * @throws {RangeError} when a bound is no whole number, or none that can be explored
 */
export async function checkModels(strategy: Modelled, options: CheckOptions = {}): Promise<Report[]> {
  const { model = '' } = strategy;
  const { world = strategy.promises[0] ?? strategy.runsIn[0] ?? 'machines', ...rest } = options;
  const subject: Subject = { strategy, world };
  const protocols = MODELS.get(model);
  if (protocols === undefined) {
    const known = [...MODELS.keys()].join(', ');
    const why = new NotCheckable(`there is no model "${model}": name one of ${known}`);
    return [{ ...about(subject, 'in-time'), model: null, condition: null, ...notTold(why, 0), assumes: [] }];
  }
  const until = now() + (rest.ms ?? DEFAULTS.ms);
  const reports: Report[] = [];
  for (const protocol of protocols)
    for (const condition of protocol.conditions) {
      const settings = settle({ ...protocol.most, ...rest, ms: Math.max(0, until - now()) });
      reports.push(await report(subject, protocol, condition, settings));
    }
  return reports;
}

interface Subject {
  strategy: Modelled;
  world: World;
}

function about({ strategy, world }: Subject, condition: Condition): Pick<Report, 'strategy' | 'world' | 'promised'> {
  const promised = strategy.promises.includes(world) && isPromised(strategy, condition);
  return { strategy: printable(strategy.id), world, promised };
}

async function report(subject: Subject, protocol: Protocol, condition: Condition, options: Options): Promise<Report> {
  const began = now();
  const climbed = await climb(options, (bound, until) =>
    outcome({ protocol, condition, ...bound }, options.states, until),
  );
  const { says, ...rest } = told(climbed, now() - began);
  const expected = rest.verdict === 'violation' && isStated(subject.strategy, condition) ? ', as it states' : '';
  return {
    ...about(subject, condition),
    model: protocol.title,
    condition,
    ...rest,
    says: `a model of ${protocol.title}, ${where(protocol, condition)}: ${says}${expected}`,
    assumes: [...ASSUMES, ...protocol.assumes],
  };
}

const ASSUMES = [
  'this is a model of the protocol, written by hand: the strategy’s own source was not run',
  'each command is one step, and commands of several contenders arrive in any order',
  'no command and no answer is lost, and no server fails or forgets',
];

function outcome(setting: Setting, most: number, until: number): Outcome {
  const { protocol, condition, contenders, increments } = setting;
  const { states, transitions, complete, violation } = explore(setting, { states: most, until });
  const result = { states, transitions, complete, overtaken: null };
  if (violation === undefined) return { ...result, violations: [] };
  const { kind, says, moves } = violation;
  const bound = { contenders, increments };
  const trace = retrace(setting, moves);
  // That nothing leads out of a state, the state itself does not show.
  if (trace.shows.length === 0) trace.shows.push({ kind, says });
  const token = encodeMoves({ bound, servers: protocol.servers, condition, moves });
  return { ...result, violations: [{ kind, says, bound, readers: 0, trace, token }] };
}

/** An exact count is promised where nothing goes wrong; beyond that, what the strategy states of a fault. */
function isPromised({ faults = {} }: Modelled, condition: Condition): boolean {
  if (condition === 'in-time' || condition === 'any') return true;
  // Of clocks nothing can be stated.
  return condition !== 'drift' && faults[condition] === 'recovered';
}

const isStated = ({ faults = {} }: Modelled, condition: Condition): boolean =>
  (condition === 'stall' || condition === 'kill') && faults[condition] === 'wrong-count';

function where({ life }: Protocol, condition: Condition): string {
  switch (condition) {
    case 'in-time':
      return 'where each holder is done before its lock runs out';
    case 'kill':
      return 'where one contender is killed, at any moment';
    case 'stall':
      return 'where holders are away for longer than their lock lives';
    case 'drift':
      return `where each server’s clock runs ahead by ${MOST_AHEAD} of the ${life} ticks that a lock lives`;
    case 'any':
      return 'where contenders are away at any moment and for any time';
  }
}

/** @throws {TokenError} when the text is no token, or no schedule of a model of this strategy */
export function replayModel({ model = '' }: Pick<RemoteStrategy, 'model'>, token: string): Trace {
  const { bound, servers, condition, moves } = decodeMoves(token);
  const protocol = MODELS.get(model)?.find((each) => each.servers === servers);
  if (protocol === undefined || !protocol.conditions.includes(condition)) throw new TokenError();
  return retrace({ protocol, condition, ...bound }, moves);
}
