/** What becomes of a host that does not answer. */

/** ms after which a host that has not answered is gone: longer than a way may be cut, shorter than anybody waits. */
export const HOST_PATIENCE_MS = 20_000;

/** Another host has stopped answering, or its contenders have: nothing that the strategy did. */
export class HostGone extends Error {
  readonly seat: number;

  constructor(seat: number, reason: string) {
    super(reason);
    this.seat = seat;
  }
}
