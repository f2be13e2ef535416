/** How contenders get to the server at which they meet: straight, or each through a proxy of its own. */
import { type Address, addressOf, TcpProxy, throughPort } from '@contend/servers';
import type { MeetingPlace } from './spec.ts';

export class Routes {
  /** By contender; none where they go straight. */
  readonly proxies: readonly TcpProxy[];
  private readonly server: MeetingPlace;

  private constructor(server: MeetingPlace, proxies: readonly TcpProxy[]) {
    this.server = server;
    this.proxies = proxies;
  }

  static straight(server: MeetingPlace): Routes {
    return new Routes(server, []);
  }

  /** @param distanceMs by which the way there and back is longer */
  static async proxied(server: MeetingPlace, contenders: number, distanceMs: number): Promise<Routes> {
    const upstream = addressOf(server.engine, server.url);
    const each = () => TcpProxy.listen(upstream, { delayMs: distanceMs / 2 });
    return new Routes(server, await Promise.all(Array.from({ length: contenders }, each)));
  }

  url(contender: number): string {
    const proxy = this.proxies[contender];
    return proxy === undefined ? this.server.url : throughPort(this.server.url, proxy.port);
  }

  /** To the server and back so far, of all contenders; `null` where nobody counts them. */
  get trips(): number | null {
    return this.proxies.length === 0 ? null : this.proxies.reduce((sum, { roundTrips }) => sum + roundTrips, 0);
  }

  /** For connections that are made from now on. */
  lead(upstream: Address): void {
    for (const proxy of this.proxies) proxy.upstream = upstream;
  }

  async close(): Promise<void> {
    await Promise.all(this.proxies.map((proxy) => proxy.close()));
  }
}
