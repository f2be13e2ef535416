/**
 * An actor with a slot for each client: the owner goes round and answers. Word 0: the count. Word 1: 1 when stopped.
 * Then two words a client: 0 idle, 1 asked, 2 answered; and the answer.
 */
import type { ActorStrategy, AtomicsLike } from '@contend/counter';

const IDLE = 0;
const ASKED = 1;
const ANSWERED = 2;

export const SlotOwner = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    count: number;
    ended: number;
    slots: number;
    contenders: number;

    constructor(view: Int32Array, base: number, contenders: number) {
      this.view = view;
      this.count = base;
      this.ended = base + 1;
      this.slots = base + 2;
      this.contenders = contenders;
    }

    serve(): void {
      while (atomics.load(this.view, this.ended) === 0)
        for (let slot = this.slots; slot < this.slots + 2 * this.contenders; slot += 2)
          if (atomics.load(this.view, slot) === ASKED) this.answer(slot);
    }

    answer(slot: number): void {
      atomics.store(this.view, slot + 1, atomics.add(this.view, this.count, 1) + 1);
      atomics.store(this.view, slot, ANSWERED);
    }

    stop(): void {
      atomics.store(this.view, this.ended, 1);
    }

    value(): number {
      return atomics.load(this.view, this.count);
    }
  };

export const SlotClient = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    slot: number;

    constructor(view: Int32Array, base: number, contender: number) {
      this.view = view;
      this.slot = base + 2 + 2 * contender;
    }

    increment(): number {
      atomics.store(this.view, this.slot, ASKED);
      while (atomics.load(this.view, this.slot) !== ANSWERED) atomics.pause();
      atomics.store(this.view, this.slot, IDLE);
      return atomics.load(this.view, this.slot + 1);
    }
  };

export function declareActor(id: string, make: ActorStrategy['make']): ActorStrategy {
  return {
    kind: 'actor',
    id,
    title: id,
    summary: 'An actor of the checker’s own tests.',
    source: 'see its file',
    runsIn: ['threads'],
    promises: ['threads'],
    waits: 'spin',
    order: 'none',
    words: (contenders) => 2 + 2 * contenders,
    guest: false,
    make,
  };
}

export default declareActor('sound/slot-actor', (atomics) => ({
  Owner: SlotOwner(atomics),
  Client: SlotClient(atomics),
}));
