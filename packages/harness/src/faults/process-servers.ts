/** Servers to which a fault happens: contend's own, for one trial. */
import type { Engine, Fault } from '@contend/counter';
import { freshName, type Replica, type Server, start, startReplica, TcpProxy } from '@contend/servers';
import type { MeetingPlace } from '../spec.ts';

/** Longer than any trial takes. */
const TRIAL_MS = 3_600_000;

export class FaultServers {
  readonly primary: Server;
  readonly replica: Replica | undefined;
  readonly place: MeetingPlace;
  /** Between the two. */
  private readonly distance: TcpProxy | undefined;

  private constructor(primary: Server, replica: Replica | undefined, distance: TcpProxy | undefined) {
    this.primary = primary;
    this.replica = replica;
    this.distance = distance;
    this.place = { engine: primary.engine, url: primary.url, name: freshName(), distanceMs: 0 };
  }

  /** With a replica where the fault is that it takes over. */
  static async start(engine: Engine, fault: Fault): Promise<FaultServers> {
    const primary = await start(engine);
    if (fault !== 'failover') return new FaultServers(primary, undefined, undefined);
    const distance = await TcpProxy.listen(primary.address);
    const replica = await startReplica(primary, { throughPort: distance.port });
    return new FaultServers(primary, replica, distance);
  }

  /** From now on the replica hears nothing. */
  leaveBehind(): void {
    void this.distance?.partition(TRIAL_MS);
  }

  promote(): Promise<void> {
    return this.replica?.promote() ?? Promise.resolve();
  }

  async end(): Promise<void> {
    await Promise.all([this.primary.end(), this.replica?.end(), this.distance?.close()]);
  }
}
