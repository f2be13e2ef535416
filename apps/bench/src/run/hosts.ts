/**
 * Other hosts of a run: invited on a board at the user's own server, where each introduces itself and is given a seat. The
 * first host is this one. Whoever comes late, or has another version, or is gone in the middle, is named; the rest goes on.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { OtherHosts } from '@contend/harness';
import { offsetTo } from '@contend/harness';
import { type Host, type JoinedHost, plainText } from '@contend/record';
import { joinedHost } from '@contend/record/schema';
import { counted } from '@contend/report/units';
import { Board, type BoardPlace, freshName, roundTripNs, sweep } from '@contend/servers';
import { ownRuntime } from '../catalogue/runtime.ts';
import type { Progress } from '../cli/progress.ts';
import {
  BEAT_MS,
  type Introduction,
  type Invitation,
  KEYS,
  kernelOn,
  type Seat,
  sameness,
  shownPlace,
  unlike,
} from '../join/introduction.ts';
import type { PlannedCell } from './plan.ts';
import { enginesOf } from './servers.ts';

const LOOK_MS = 200;
const UNREADABLE = 'it does not introduce itself as contend does';
/** How long hosts are waited for. */
export const COME_MS = 60_000;

export class Hosts {
  /** In the order of their seats, and behind them those who got none. */
  readonly records: JoinedHost[] = [];
  private readonly board: Board;
  private readonly place: BoardPlace;
  private readonly invitation: Invitation;
  private readonly kernel: string | null;
  private readonly known = new Set<string>();
  private readonly talk: Pick<Progress, 'say' | 'show'>;
  private beating: NodeJS.Timeout | undefined;
  private open = true;

  private constructor(place: BoardPlace, board: Board, invitation: Invitation, talk: Pick<Progress, 'say' | 'show'>) {
    this.place = place;
    this.board = board;
    this.invitation = invitation;
    this.talk = talk;
    this.kernel = kernelOn(board.name);
  }

  /**
   * Waits until as many have come as are expected, or time is up.
   *
   * @param hosts how many there are to be, this one included
   * @throws {ServerError}
   */
  static async gather(
    place: BoardPlace,
    hosts: number,
    cells: readonly PlannedCell[],
    host: Host,
    talk: Pick<Progress, 'say' | 'show'>,
    signal: AbortSignal,
  ): Promise<Hosts> {
    const entries = [...new Map(cells.map(({ entry }) => [entry.id, entry])).values()];
    const board = new Board(place, freshName());
    const all = new Hosts(place, board, { ...sameness(entries), hosts, engines: enginesOf(cells) }, talk);
    await board.make();
    try {
      const { errorMs } = await offsetTo(board);
      const { name, version, engine } = ownRuntime();
      all.records.push({
        ...{ seat: 0, host, runtime: { name, version, engine }, sharesKernel: null, state: 'present', reason: null },
        ...{ roundTripNs: await roundTripNs(place), clockErrorMs: errorMs },
      });
      await all.beat();
      await board.put(KEYS.invitation, JSON.stringify(all.invitation));
      all.beating = setInterval(() => all.beat().catch(() => {}), BEAT_MS);
      await all.everybody(signal);
      return all;
    } catch (error) {
      await all.end();
      throw error;
    }
  }

  /** Seats of those who are there, the first host's included. */
  get seats(): number[] {
    return this.records.flatMap(({ seat, state }) => (seat !== null && state === 'present' ? [seat] : []));
  }

  /** @param contenders of each host. `null`: there is nobody besides this one */
  others(contenders: number): OtherHosts | null {
    const seats = this.seats.filter((seat) => seat !== 0).map((seat) => ({ seat, contenders }));
    return seats.length === 0 ? null : { ...this.place, board: this.board.name, seats };
  }

  lost(seat: number, reason: string): void {
    const record = this.records.find((each) => each.seat === seat);
    if (record === undefined || record.state === 'gone') return;
    Object.assign(record, { state: 'gone', reason });
    this.talk.say(`warning: host ${seat + 1} is gone: ${reason}; the others go on`);
  }

  async end(): Promise<void> {
    clearInterval(this.beating);
    await this.board.put(KEYS.end, 'over').catch(() => {});
    // Whoever looks sees it before it is gone; afterwards they see that there is nothing.
    await this.board.close();
    await sweep(this.place, this.board.name).catch((error: Error) =>
      this.talk.say(`warning: what hosts left at the ${shownPlace(this.place)} was not removed: ${error.message}`),
    );
  }

  private async everybody(signal: AbortSignal): Promise<void> {
    const { hosts } = this.invitation;
    this.talk.say(
      `waiting for ${counted(hosts - 1, 'more host')}: npx contend join URL there, with the URL of this server`,
    );
    const began = performance.now();
    while (this.seats.length < hosts && !signal.aborted) {
      const waited = performance.now() - began;
      if (waited > COME_MS) {
        this.talk.say(
          `warning: ${hosts - this.seats.length} of ${hosts} hosts have not come within ${COME_MS / 1_000} s; measuring without`,
        );
        break;
      }
      this.talk.show(
        `waiting for hosts: ${this.seats.length} of ${hosts} are there`,
        waited / COME_MS,
        COME_MS - waited,
      );
      await this.receive();
      await delay(LOOK_MS);
    }
    this.open = false;
  }

  private async beat(): Promise<void> {
    await this.board.put(KEYS.beat, String(await this.board.now()));
    if (!this.open) await this.receive();
  }

  private async receive(): Promise<void> {
    for (const [id, text] of await this.board.list(KEYS.introduction)) {
      if (this.known.has(id)) continue;
      this.known.add(id);
      const told = this.answerTo(text);
      await this.board.put(`${KEYS.seat}${id}`, JSON.stringify(told));
      this.talk.say(
        'refused' in told ? `a host is not taken: ${plainText(told.refused)}` : `host ${told.seat + 1} is there`,
      );
    }
  }

  /** Takes a host in, or says why not: what it writes is another's, and ends no run. */
  private answerTo(text: string): Seat {
    try {
      const guest: Introduction = JSON.parse(text);
      const refused = this.refusal(guest);
      const seat = refused === undefined ? this.records.filter((each) => each.seat !== null).length : null;
      const record = this.recordOf(guest, seat, refused);
      if (record !== undefined) this.records.push(record);
      return seat === null || record === undefined ? { refused: refused ?? UNREADABLE } : { seat };
    } catch {
      return { refused: UNREADABLE };
    }
  }

  /** undefined: what it says of itself could not be published. */
  private recordOf(guest: Introduction, seat: number | null, refused: string | undefined): JoinedHost | undefined {
    const [name = '', version = ''] = guest.runtime.split(' ');
    const { host, engine, roundTripNs, clockErrorMs } = guest;
    return joinedHost.safeParse({
      ...{ seat, host, runtime: { name, version, engine }, roundTripNs, clockErrorMs },
      sharesKernel: guest.kernel === null || this.kernel === null ? null : guest.kernel === this.kernel,
      state: refused === undefined ? 'present' : this.open ? 'refused' : 'late',
      reason: refused ?? null,
    }).data;
  }

  private refusal(guest: Introduction): string | undefined {
    if (!this.open) return 'it came when the others had begun';
    if (this.seats.length >= this.invitation.hosts) return `${this.invitation.hosts} hosts are there already`;
    return unlike(this.invitation, guest);
  }
}
