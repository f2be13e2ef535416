/** What a report of one machine tells, in the order in which a reader needs it. */
import type { ContendRecord, RecordNote } from '@contend/record';
import { adviceSection } from './advice.ts';
import type { Inline, Section } from './block.ts';
import { costSection } from './cost.ts';
import { countsSection } from './counts.ts';
import { differencesSection } from './differences.ts';
import { faultsSection } from './faults.ts';
import { hostLine } from './head.ts';
import { hiddenSection } from './hidden.ts';
import { READING } from './reading.ts';
import { reproduceSection } from './reproduce.ts';
import { warningsSection } from './warnings.ts';

export interface Story {
  title: string;
  host: Inline;
  sections: readonly Section[];
}

/**
 * @param file the record's file name, where the reader has it at hand
 * @param note what the notes beside the record say of it
 */
export function storyOf(record: ContendRecord, file: string | null, note: RecordNote | null = null): Story {
  const faults = faultsSection(record);
  return {
    title: 'What locks cost here',
    host: hostLine(record),
    sections: [
      adviceSection(record),
      countsSection(record),
      costSection(record),
      hiddenSection(record),
      ...(faults === null ? [] : [faults]),
      differencesSection(record),
      READING,
      reproduceSection(record, file, note),
      warningsSection(record),
    ],
  };
}
