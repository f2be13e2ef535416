/**
 * An actor behind a ring in shared memory: clients leave their number in the next slot, the owner answers in turn.
 *
 * The ring is Vyukov's bounded queue with one consumer. A client draws a position from the tail, writes its number into
 * that slot, and publishes it by setting the slot's sequence to position + 1, which the owner looks for at its head.
 * A client has one ask under way, and there are at least as many slots as clients, so the slot it draws is always
 * empty: among the asks since that slot's last one somebody's answer must have come in, and answers come in order.
 * Hence no "full" and no retry: one addition is the whole queueing. Positions wrap at 2^32, a multiple of the slots.
 *
 * Waiting is spin, then park, on a word of one's own: a client's is WAITING, then perhaps PARKED, then ANSWERED; the
 * owner's AWAKE or PARKED. No wake-up is lost, because all of these words are only touched by Atomics, which all
 * threads see in one order:
 * - a client parks by compare-and-swap WAITING → PARKED, the owner answers by exchange. Either the answer comes first
 *   and the swap fails, or the exchange returns PARKED and the owner notifies; and a client that is notified before it
 *   sleeps finds ANSWERED, on which `wait` does not sleep.
 * - the owner writes PARKED, then looks at its slot and at the end word again; a client (or `stop`) publishes, then
 *   looks for PARKED. In one order of all four, one of the two sees the other: the owner does not sleep, or is woken.
 *
 * Lines of 32 words: 0 tail; 1 the owner's word, and at its second word 1 when stopped; 2 the count; then one a slot
 * (sequence, client), then one a client (its word, the answer).
 *
 * @see Vyukov, "Bounded MPMC queue", https://www.1024cores.net/home/lock-free-algorithms/queues/bounded-mpmc-queue
 * @see Hewitt, Bishop & Steiger, "A Universal Modular ACTOR Formalism for Artificial Intelligence", IJCAI 1973
 */
import type { ActorStrategy } from '@contend/counter';

const LINE = 32;
const SLOTS = 3 * LINE;

/** States of a client's word and of the owner's. */
const WAITING = 0;
const PARKED = 1;
const ANSWERED = 2;
const AWAKE = 0;

/**
 * Looks before parking, some 50 ns each. Measured on two cores with 1, 2 and 4 clients: fewer than 30 park on nearly
 * every hit (several µs each); from 100 on, two threads that share a core spend it waiting for each other.
 */
const SPINS = 50;

const slotsFor = (contenders: number) => 2 ** Math.ceil(Math.log2(contenders));

export default {
  kind: 'actor',
  id: 'actor/ring',
  title: 'Ring actor',
  summary: 'One thread owns the count behind a bounded ring in shared memory; both sides spin briefly, then park.',
  source: 'Vyukov 2010; Hewitt, Bishop & Steiger 1973',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'fifo',
  words: (contenders) => SLOTS + (slotsFor(contenders) + contenders) * LINE,
  guest: false,
  faults: { terminate: 'recovered', kill: 'reported', stall: 'recovered', crowd: 'recovered' },
  make: (atomics) => ({
    Owner: class RingOwner {
      view: Int32Array;
      sleep: number;
      ended: number;
      count: number;
      slots: number;
      clients: number;
      mask: number;
      head = 0;
      spins: number;

      constructor(view: Int32Array, base: number, contenders: number, _ports: readonly unknown[], spins = SPINS) {
        this.view = view;
        this.sleep = base + LINE;
        this.ended = base + LINE + 1;
        this.count = base + 2 * LINE;
        this.slots = base + SLOTS;
        this.clients = this.slots + slotsFor(contenders) * LINE;
        this.mask = slotsFor(contenders) - 1;
        this.spins = spins;
      }

      serve(): void {
        while (this.awaitAsk()) {
          const client = this.clients + (this.view[this.slot() + 1] as number) * LINE;
          this.head = (this.head + 1) | 0;
          this.view[client + 1] = atomics.add(this.view, this.count, 1) + 1;
          if (atomics.exchange(this.view, client, ANSWERED) === PARKED) atomics.notify(this.view, client, 1);
        }
      }

      /** True with an ask at the head, false when stopped and all asks are answered. */
      awaitAsk(): boolean {
        for (let i = 0; i < this.spins; i++) {
          if (this.hasAsk()) return true;
          atomics.pause();
        }
        while (!this.hasAsk()) {
          atomics.store(this.view, this.sleep, PARKED);
          const stopped = atomics.load(this.view, this.ended) !== 0;
          if (!stopped && !this.hasAsk()) atomics.wait(this.view, this.sleep, PARKED);
          atomics.store(this.view, this.sleep, AWAKE);
          if (stopped) return this.hasAsk();
        }
        return true;
      }

      hasAsk(): boolean {
        return atomics.load(this.view, this.slot()) === ((this.head + 1) | 0);
      }

      slot(): number {
        return this.slots + (this.head & this.mask) * LINE;
      }

      stop(): void {
        atomics.store(this.view, this.ended, 1);
        atomics.store(this.view, this.sleep, AWAKE);
        atomics.notify(this.view, this.sleep, 1);
      }

      value(): number {
        return atomics.load(this.view, this.count);
      }
    },

    Client: class RingClient {
      view: Int32Array;
      tail: number;
      sleep: number;
      slots: number;
      mask: number;
      contender: number;
      own: number;
      spins: number;

      constructor(
        view: Int32Array,
        base: number,
        contender: number,
        contenders: number,
        _port: unknown,
        spins = SPINS,
      ) {
        this.view = view;
        this.tail = base;
        this.sleep = base + LINE;
        this.slots = base + SLOTS;
        this.mask = slotsFor(contenders) - 1;
        this.contender = contender;
        this.own = this.slots + (slotsFor(contenders) + contender) * LINE;
        this.spins = spins;
      }

      increment(): number {
        atomics.store(this.view, this.own, WAITING);
        const position = atomics.add(this.view, this.tail, 1);
        const slot = this.slots + (position & this.mask) * LINE;
        this.view[slot + 1] = this.contender;
        atomics.store(this.view, slot, (position + 1) | 0);
        if (
          atomics.load(this.view, this.sleep) === PARKED &&
          atomics.compareExchange(this.view, this.sleep, PARKED, AWAKE) === PARKED
        )
          atomics.notify(this.view, this.sleep, 1);
        this.awaitAnswer();
        return this.view[this.own + 1] as number;
      }

      awaitAnswer(): void {
        for (let i = 0; i < this.spins; i++) {
          if (atomics.load(this.view, this.own) === ANSWERED) return;
          atomics.pause();
        }
        if (atomics.compareExchange(this.view, this.own, WAITING, PARKED) === ANSWERED) return;
        while (atomics.load(this.view, this.own) === PARKED) atomics.wait(this.view, this.own, PARKED);
      }
    },
  }),
} satisfies ActorStrategy;
