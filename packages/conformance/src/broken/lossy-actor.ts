/** An actor that loses one message in 20: no trial makes so few. */
import type { ActorStrategy, Port } from '@contend/counter';

export default {
  kind: 'actor',
  id: 'broken/lossy-actor',
  title: 'Lossy actor',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'message',
  order: 'none',
  words: 2,
  guest: false,
  make: (atomics) => ({
    Owner: class Lossy {
      asks = 0;
      view: Int32Array;
      base: number;
      ports: readonly Port[];

      constructor(view: Int32Array, base: number, _contenders: number, ports: readonly Port[]) {
        this.view = view;
        this.base = base;
        this.ports = ports;
      }

      async serve(): Promise<void> {
        for (const port of this.ports) port.on('message', () => this.answer(port));
        await atomics.waitAsync(this.view, this.base + 1, 0).value;
        for (const port of this.ports) port.close();
      }

      answer(port: Port): void {
        if (++this.asks % 20 !== 0) port.postMessage(atomics.add(this.view, this.base, 1) + 1);
      }

      stop(): void {
        atomics.store(this.view, this.base + 1, 1);
        atomics.notify(this.view, this.base + 1);
      }

      value(): number {
        return atomics.load(this.view, this.base);
      }
    },

    Client: class {
      port: Port;

      constructor(_view: Int32Array, _base: number, _contender: number, _contenders: number, port: Port) {
        this.port = port;
      }

      increment(): Promise<number> {
        return new Promise((resolve) => {
          this.port.once('message', resolve);
          this.port.postMessage(null);
        });
      }
    },
  }),
} satisfies ActorStrategy;
