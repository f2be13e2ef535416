import type { ContendRecord } from '@contend/record';
import type { Others } from '../../model/machine.ts';
import type { Inline } from '../block.ts';

/** What a sentence is drawn from. */
export interface Source {
  record: ContendRecord;
  others: Others;
}

/** A sentence, with its full stop; `null` where its rule is not met. Every figure in it is one of the record's. */
export type Rule = (source: Source) => Inline | null;
