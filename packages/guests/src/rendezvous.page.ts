/** As rendezvous.ts, in a page of a browser, where who blocks receives no message. */
export { RENDEZVOUS_WORDS, sharedName } from './shared-name.ts';

export const noHandingRound = 'in a page who blocks receives no message, which is how contend hands its lock round';

export function handedRound(): never {
  throw new Error(noHandingRound);
}
