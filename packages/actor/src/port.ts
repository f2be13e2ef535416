/**
 * An actor over message ports: one thread owns the count, the others ask it by message and await its answer.
 *
 * What the platform gives for talking between threads, used as it is meant. Nothing is shared but the word that shows
 * the count and the one that ends the service; a message each way costs thousands of times an atomic addition.
 * Word 0: the count, written by the owner alone. Word 32: 0 in service, 1 stopped.
 *
 * @see Hewitt, Bishop & Steiger, "A Universal Modular ACTOR Formalism for Artificial Intelligence", IJCAI 1973
 * @see https://html.spec.whatwg.org/multipage/web-messaging.html#message-channels
 */
import type { ActorStrategy, Port } from '@contend/counter';

const LINE = 32;
const STOPPED = 1;

export default {
  kind: 'actor',
  id: 'actor/port',
  title: 'Port actor',
  summary: 'One thread owns the count; the others ask it over a MessagePort and await the answer.',
  source: 'Hewitt, Bishop & Steiger 1973; HTML message channels',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'message',
  order: 'none',
  words: 2 * LINE,
  guest: false,
  faults: { terminate: 'recovered', kill: 'reported', stall: 'recovered', crowd: 'recovered' },
  make: (atomics) => ({
    Owner: class PortOwner {
      view: Int32Array;
      count: number;
      ended: number;
      ports: readonly Port[];

      constructor(view: Int32Array, base: number, _contenders: number, ports: readonly Port[]) {
        this.view = view;
        this.count = base;
        this.ended = base + LINE;
        this.ports = ports;
      }

      async serve(): Promise<void> {
        const answering = new AbortController();
        for (const port of this.ports) {
          const answer = () => port.postMessage(atomics.add(this.view, this.count, 1) + 1);
          port.addEventListener('message', answer, { signal: answering.signal });
          port.start();
        }
        // A pending waitAsync does not keep an event loop alive, and ports only while their other ends are open.
        const alive = setInterval(() => {}, 60_000);
        const ending = atomics.waitAsync(this.view, this.ended, 0);
        if (ending.async) await ending.value;
        clearInterval(alive);
        answering.abort();
      }

      stop(): void {
        atomics.store(this.view, this.ended, STOPPED);
        atomics.notify(this.view, this.ended);
      }

      value(): number {
        return atomics.load(this.view, this.count);
      }
    },

    /** Asks one thing at a time: the next message is the answer. */
    Client: class PortClient {
      port: Port;

      constructor(_view: Int32Array, _base: number, _contender: number, _contenders: number, port: Port) {
        this.port = port;
        // Some runtimes begin at the first listener, others only when told.
        port.start();
      }

      increment(): Promise<number> {
        return new Promise((resolve) => {
          this.port.addEventListener('message', ({ data }) => resolve(data), { once: true });
          this.port.postMessage(null);
        });
      }
    },
  }),
} satisfies ActorStrategy;
