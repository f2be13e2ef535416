import { declareActor, SlotClient, SlotOwner } from '../sound/slot-actor.ts';
import type { Mutant } from './mutant.ts';

const actor = (
  id: string,
  as: Mutant['as'],
  Owner: typeof SlotOwner,
  Client: typeof SlotClient = SlotClient,
): Mutant => ({
  strategy: declareActor(`mutant/actor-${id}`, (atomics) => ({ Owner: Owner(atomics), Client: Client(atomics) })),
  dies: '2x1',
  as,
});

export default [
  actor(
    'answers-before-it-knows',
    'wrong-hits',
    (atomics) =>
      class extends SlotOwner(atomics) {
        override answer(slot: number) {
          atomics.store(this.view, slot, 2);
          atomics.store(this.view, slot + 1, atomics.add(this.view, this.count, 1) + 1);
        }
      },
  ),
  actor(
    'forgets-the-last-client',
    'endless-spin',
    (atomics) =>
      class extends SlotOwner(atomics) {
        constructor(view: Int32Array, base: number, contenders: number) {
          super(view, base, contenders - 1);
        }
      },
  ),
  actor(
    'does-not-hear-stop',
    'endless-spin',
    (atomics) =>
      class extends SlotOwner(atomics) {
        override stop() {}
      },
  ),
  actor(
    'answers-plainly',
    'data-race',
    (atomics) =>
      class extends SlotOwner(atomics) {
        override answer(slot: number) {
          atomics.store(this.view, slot + 1, atomics.add(this.view, this.count, 1) + 1);
          this.view[slot] = 2;
        }
      },
  ),
  actor(
    'client-does-not-wait',
    'lost-update',
    SlotOwner,
    (atomics) =>
      class extends SlotClient(atomics) {
        override increment() {
          atomics.store(this.view, this.slot, 1);
          return atomics.load(this.view, this.slot + 1);
        }
      },
  ),
];
