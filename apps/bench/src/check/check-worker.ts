/** Explores the schedules of one strategy, or of the models of its protocol, or replays one. */
import type { Declared, World } from '@contend/counter';
import { isRemote } from '@contend/counter/declaration';
import { check, checkModels, type Report, replay, TokenError, type Trace } from '@contend/interleave';

export interface CheckJob {
  /** URL of the module. */
  module: string;
  strategy: string;
  world: World;
  contenders: number | undefined;
  increments: number | undefined;
  /** Whether the model of a protocol may stand in for a source that cannot be explored. */
  models: boolean;
  /** A schedule to run again in place of exploring. */
  token: string | undefined;
}

export type Checked = { reports: Report[] } | { trace: Trace } | { badToken: true };

export default async function checked(job: CheckJob): Promise<Checked> {
  const { world, contenders, increments, models, token } = job;
  const exported: Declared[] = [(await import(job.module)).default].flat();
  const strategy = exported.find(({ id }) => id === job.strategy);
  if (strategy === undefined) throw new Error(`the module no longer has a strategy ${job.strategy}`);
  if (token !== undefined) {
    try {
      return { trace: await replay(strategy, token) };
    } catch (error) {
      if (error instanceof TokenError) return { badToken: true };
      throw error;
    }
  }
  const options = {
    world,
    ...(contenders === undefined ? {} : { contenders }),
    ...(increments === undefined ? {} : { increments }),
  };
  if (models && isRemote(strategy) && strategy.model !== undefined)
    return { reports: await checkModels(strategy, options) };
  return { reports: [await check(strategy, options)] };
}
