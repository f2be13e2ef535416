/** What the engine takes for the steps that locks are made of, from the measurement beside the records. */
import { ENGINE_STEPS } from '@contend/documents';
import type { ContendRecord } from '@contend/record';
import { medianInterval } from '@contend/stats';
import { duration } from '../format/units.ts';
import type { Others } from '../model/machine.ts';
import { type Inline, NOTHING, type Section, untrusted, value } from './block.ts';
import { dayOf, documentSource } from './source.ts';

/** Of all steps the one that a lock cannot do without. */
const FIRST = 'compare-exchange';

/** `null` where the engine was not measured on the machine. */
export function engineSection(record: ContendRecord, { engine }: Others): Section | null {
  const rows = engine?.rows.filter(({ ns }) => ns.length > 0) ?? [];
  if (engine === null || rows.length === 0) return null;
  const shown = rows.find(({ operation }) => operation === FIRST) ?? rows[0];
  return {
    id: 'engine',
    title: 'What the engine takes for the steps of a lock',
    result: [
      ...stepOf(shown?.operation ?? ''),
      ` ${duration(medianInterval(shown?.ns ?? []).median)}, of ${dayOf(engine)}`,
    ],
    blocks: [
      documentSource(engine, record),
      {
        kind: 'table',
        caption: [
          'One thread, nobody contends: medians over fresh processes, under ',
          untrusted(engine.runtime.engine),
          ...(engine.pinned ? [] : [', not pinned to a core']),
        ],
        head: [{ title: ['step'] }, { title: ['median'], number: true }, { title: ['95 % interval'], number: true }],
        rows: rows.map(({ operation, ns }) => {
          const { median, low, high } = medianInterval(ns);
          const interval = low === null || high === null ? NOTHING : value(`${duration(low)} – ${duration(high)}`);
          return { values: [{ text: stepOf(operation) }, value(duration(median)), interval] };
        }),
      },
    ],
  };
}

/** Names of code stand between backquotes in our words; a step that we have no words for is somebody else's. */
function stepOf(operation: string): Inline {
  const words = Object.hasOwn(ENGINE_STEPS, operation) ? ENGINE_STEPS[operation] : undefined;
  if (words === undefined) return [untrusted(operation)];
  return words.split('`').map((part, index) => (index % 2 === 1 ? untrusted(part) : part));
}
