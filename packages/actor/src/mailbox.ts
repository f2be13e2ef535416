/**
 * An actor on one event loop: the tasks put their asks into a mailbox, and one owner takes them out in turn.
 *
 * The count belongs to the owner alone, so it may read, await and write without a lock: nobody else touches it. The
 * owner sleeps when the mailbox is empty (its loop ends and the next ask starts it again) and empties it by the
 * boxful: it takes the whole array, leaves a new one, and answers in order, so an ask costs the same at any length.
 * Word 0: the count.
 *
 * @see Hewitt, Bishop & Steiger, "A Universal Modular ACTOR Formalism for Artificial Intelligence", IJCAI 1973
 */
import type { CounterStrategy } from '@contend/counter';

type Reply = (hit: number) => void;

export default {
  kind: 'counter',
  id: 'actor/mailbox',
  title: 'Mailbox actor',
  summary: 'One owner on the event loop answers the promises that the tasks leave in its mailbox.',
  source: 'Hewitt, Bishop & Steiger 1973',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'message',
  order: 'fifo',
  words: 1,
  guest: false,
  faults: { kill: 'reported', crowd: 'recovered' },
  make: () =>
    class MailboxActor {
      view: Int32Array;
      base: number;
      mailbox: Reply[] = [];
      serving = false;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      increment(): Promise<number> {
        return new Promise((reply) => {
          this.mailbox.push(reply);
          if (!this.serving) this.serve();
        });
      }

      async serve(): Promise<void> {
        this.serving = true;
        while (this.mailbox.length > 0) {
          const asks = this.mailbox;
          this.mailbox = [];
          for (const reply of asks) {
            const next = (this.view[this.base] as number) + 1;
            // The same turn of the event loop as in a lock's section: without the owner, hits would be lost here.
            await undefined;
            this.view[this.base] = next;
            reply(next);
          }
        }
        this.serving = false;
      }

      value(): number {
        return this.view[this.base] as number;
      }
    },
} satisfies CounterStrategy;
