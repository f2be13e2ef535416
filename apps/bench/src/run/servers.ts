/** Where contenders of the world `machines` meet: the user's own servers, or contend's, which last as long as the run. */
import { ENGINES, type Engine } from '@contend/counter';
import type { MeetingPlace } from '@contend/harness';
import type { EngineRecord } from '@contend/record';
import { freshName, given, roundTripNs, type Server, ServerError, start, sweep } from '@contend/servers';
import { Failure, STATUS } from '../cli/failure.ts';
import type { Progress } from '../cli/progress.ts';
import type { PlannedCell } from './plan.ts';
import type { WorkloadSpec } from './workload.ts';

/** URLs of the user's own servers, credentials included. */
export type Given = Readonly<Partial<Record<Engine, string>>>;

/** The engines that cells need, in the order of their names' list. */
export function enginesOf(cells: readonly Pick<PlannedCell, 'world' | 'entry'>[]): Engine[] {
  const needed = cells.filter(({ world }) => world === 'machines').map(({ entry }) => entry.needs);
  return ENGINES.filter((engine) => needed.includes(engine));
}

/** Who meets: those that need no server are given no place to. */
interface Met extends Pick<PlannedCell, 'world'> {
  entry: { id: string; needs?: Engine | undefined };
}

export class Servers {
  private readonly servers = new Map<Engine, { server: Server; record: EngineRecord }>();
  private readonly talk: Pick<Progress, 'say' | 'show'>;

  private constructor(talk: Pick<Progress, 'say' | 'show'>) {
    this.talk = talk;
  }

  /** @throws Failure for a server of the user's that cannot be used, or one of contend's that does not come up */
  static async open(
    engines: readonly Engine[],
    urls: Given,
    talk: Pick<Progress, 'say' | 'show'>,
    signal: AbortSignal,
  ): Promise<Servers> {
    const all = new Servers(talk);
    try {
      for (const engine of engines) {
        if (signal.aborted) break;
        await all.add(engine, urls[engine]);
      }
      return all;
    } catch (error) {
      await all.end();
      if (!(error instanceof ServerError)) throw error;
      const own = error.code === 'cannot-start' || error.code === 'absent';
      throw new Failure('server', error.message, own ? STATUS.host : STATUS.input);
    }
  }

  private async add(engine: Engine, url: string | undefined): Promise<void> {
    if (url === undefined) this.talk.show(`starting a private server of ${engine}`, 0, 0);
    const server = url === undefined ? await start(engine) : await given(engine, url);
    const { version, durability, madeHow } = server;
    const record = { name: engine, version, durability: { ...durability }, roundTripNs: null, madeHow };
    this.servers.set(engine, { server, record });
    Object.assign(record, { roundTripNs: await roundTripNs(server) });
  }

  get records(): EngineRecord[] {
    return [...this.servers.values()].map(({ record }) => record);
  }

  /** Does `work` with a place for the contenders of a cell to meet at, and removes afterwards what they made there. */
  async meeting<T>(
    { world, entry, distanceMs }: Met & Pick<WorkloadSpec, 'distanceMs'>,
    work: (place: MeetingPlace | null) => Promise<T>,
  ): Promise<T> {
    if (world !== 'machines' || entry.needs === undefined) return work(null);
    const found = this.servers.get(entry.needs);
    if (found === undefined) throw new Error(`there is no server of ${entry.needs}`);
    const { server } = found;
    const name = freshName();
    try {
      return await work({ engine: entry.needs, url: server.url, name, distanceMs });
    } finally {
      await sweep(server, name).catch((error: Error) =>
        this.talk.say(
          `warning: what ${entry.id} made at ${server.address.host}, named ${name}, was not removed: ${error.message}`,
        ),
      );
    }
  }

  async end(): Promise<void> {
    await Promise.all([...this.servers.values()].map(({ server }) => server.end()));
  }
}
