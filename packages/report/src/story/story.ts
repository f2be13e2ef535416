/** What a report of one machine tells, in the order in which a reader needs it. */
import { type ContendRecord, type RecordNote, shortMachineName } from '@contend/record';
import { NO_OTHERS, type Others } from '../model/machine.ts';
import { adviceSection } from './advice.ts';
import type { Inline, Section } from './block.ts';
import { costSection } from './cost.ts';
import { countsSection } from './counts.ts';
import { differencesSection } from './differences.ts';
import { distanceSection } from './distance.ts';
import { engineSection } from './engine.ts';
import { exploredSection } from './explored.ts';
import { faultsSection } from './faults.ts';
import { hostLine } from './head.ts';
import { hiddenSection } from './hidden.ts';
import { hostsSection } from './hosts.ts';
import { latencySection } from './latency.ts';
import { pipelinedSection } from './pipelined.ts';
import { readingSection } from './reading.ts';
import { reproduceSection } from './reproduce.ts';
import { runtimesSection } from './runtimes.ts';
import { seriesSections } from './series.ts';
import { serversSection } from './servers.ts';
import { soakSection } from './soak.ts';
import { warningsSection } from './warnings.ts';

export interface Story {
  title: string;
  /** The machine's short name. */
  machine: string;
  host: Inline;
  sections: readonly Section[];
}

/**
 * @param file the record's file name, where the reader has it at hand
 * @param note what the notes beside the record say of it
 * @param others what other records and documents of the machine have, and this record lacks
 */
export function storyOf(
  record: ContendRecord,
  file: string | null,
  note: RecordNote | null = null,
  others: Others = NO_OTHERS,
): Story {
  const sections = [
    adviceSection(record),
    countsSection(record),
    costSection(record),
    runtimesSection(record),
    latencySection(record, others),
    distanceSection(record, others),
    pipelinedSection(record, others),
    ...seriesSections(record, others),
    hiddenSection(record),
    faultsSection(record, others),
    differencesSection(record),
    exploredSection(record, others),
    soakSection(record, others),
    serversSection(record, others),
    hostsSection(record),
    engineSection(record, others),
    readingSection(record),
    reproduceSection(record, file, note),
    warningsSection(record),
  ];
  return {
    title: 'What locks cost here',
    machine: shortMachineName(record.host),
    host: hostLine(record),
    sections: sections.filter((section) => section !== null),
  };
}
