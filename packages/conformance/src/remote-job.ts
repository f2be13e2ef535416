/** What the processes of a trial are asked, and what they tell. */
import type { Site } from '@contend/counter';

/** What `inside` throws; anything else that an increment throws is the strategy's fault. */
export const planned = 'planned';

export type Question =
  | { do: 'open'; url: string; id: string; site: Site; contender: number; increments: number; throws: boolean }
  | { do: 'contend' | 'value' | 'close' };

/** The numbers of the hits that one contender made, in their order, and how often its section threw. */
export interface Told {
  hits: number[];
  thrown: number;
}
