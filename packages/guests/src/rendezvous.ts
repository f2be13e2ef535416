/**
 * Where the threads of a cell meet when a guest's lock does not live in the memory that they share: they agree on a name,
 * or hand one shared object round. Neither needs an event loop to turn, so both may be done in a constructor.
 */
import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { RENDEZVOUS_WORDS, sharedName } from './shared-name.ts';

export { RENDEZVOUS_WORDS, sharedName };

const LISTENING = 1;
const HANDED = 2;

/** Why nothing can be handed round here; undefined: it can. */
export const noHandingRound = ((): string | undefined => {
  const name = `contend-${Math.random()}`;
  const [from, to] = [new BroadcastChannel(name), new BroadcastChannel(name)];
  try {
    from.postMessage(true);
    if (received(to) === true) return undefined;
  } catch {
  } finally {
    from.close();
    to.close();
  }
  return 'this runtime gives no message of a BroadcastChannel to one who blocks, which is how contend hands its lock round';
})();

function received(channel: BroadcastChannel): unknown {
  // Node takes a channel here, too; its types have not heard of it.
  return receiveMessageOnPort(channel as unknown as MessagePort)?.message;
}

/**
 * One object for all contenders of a cell: made by the last of them to come, and posted to the others. Blocks until all
 * have come, each on a thread of its own.
 */
export function handedRound<T>(view: Int32Array, base: number, contenders: number, make: () => T): T {
  const channel = new BroadcastChannel(sharedName(view, base));
  try {
    // A channel keeps nothing for those who listen later. So everybody listens, and only then is said to have come.
    const come = Atomics.add(view, base + LISTENING, 1) + 1;
    if (come < contenders) {
      Atomics.wait(view, base + HANDED, 0);
      return received(channel) as T;
    }
    const made = make();
    channel.postMessage(made);
    Atomics.store(view, base + HANDED, 1);
    Atomics.notify(view, base + HANDED);
    return made;
  } finally {
    channel.close();
  }
}
