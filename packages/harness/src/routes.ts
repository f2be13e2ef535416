/** How contenders get to the server at which they meet: straight, or each through a proxy of its own. */
import { Proxy } from '@contend/servers';
import type { MeetingPlace } from './spec.ts';

export class Routes {
  private readonly server: MeetingPlace;
  private readonly proxies: readonly Proxy[];

  private constructor(server: MeetingPlace, proxies: readonly Proxy[]) {
    this.server = server;
    this.proxies = proxies;
  }

  static straight(server: MeetingPlace): Routes {
    return new Routes(server, []);
  }

  /** @param distanceMs by which the way there and back is longer */
  static async proxied(server: MeetingPlace, contenders: number, distanceMs: number): Promise<Routes> {
    const each = () => Proxy.to(server.url, { delayMs: distanceMs / 2 });
    return new Routes(server, await Promise.all(Array.from({ length: contenders }, each)));
  }

  url(contender: number): string {
    return this.proxies[contender]?.url ?? this.server.url;
  }

  /** To the server and back so far, of all contenders; `null` where nobody counts them. */
  get trips(): number | null {
    return this.proxies.length === 0 ? null : this.proxies.reduce((sum, { roundTrips }) => sum + roundTrips, 0);
  }

  close(): void {
    for (const proxy of this.proxies) proxy.close();
  }
}
