/** What the death of workers, their absence and a restart did to the counts. */
import type { Hits, HitsFault } from '@contend/documents';
import { alwaysRight, HITS_FAULTS, type HitsRow, stateOf } from '../../model/hits.ts';
import { lostWord, verdictWord } from '../../model/hits-words.ts';
import { type Block, NOTHING, paragraph, type Section, sentence, type Table, untrusted } from '../block.ts';
import { nameValue, verdictValue } from './values.ts';

export const FAULT_WORDS: Record<HitsFault, { title: string; when: string; what: string }> = {
  kill: {
    title: 'workers are killed',
    when: 'workers were killed',
    what: 'Each worker in turn gets SIGKILL in the middle of the load, and another takes its place.',
  },
  stall: {
    title: 'workers are stopped',
    when: 'workers were stopped for longer than a lock lives',
    what: 'Each worker in turn is stopped for longer than a lock lives, and then goes on as if nothing had been.',
  },
  'rolling-restart': {
    title: 'rolling restart',
    when: 'workers were restarted',
    what: 'Each worker in turn is asked to end, and another takes its place, as in a deployment.',
  },
};

const MOST_REASONS = 20;

/** `null` where no fault was made. */
export function hitsFaultsSection(rows: readonly HitsRow[], trials: Hits['trials']): Section | null {
  const under = rows.filter(({ faults }) => faults.size > 0);
  if (under.length === 0) return null;
  const made = HITS_FAULTS.filter((fault) => under.some(({ faults }) => faults.has(fault)));
  const wrong = under.filter(({ state, faults }) => state === 'right' && [...faults.values()].some(isWrong));
  const kept = under.filter(alwaysRight).length;
  return {
    id: 'faults',
    title: 'What happens when something goes wrong',
    result: [`${kept} of ${under.length} lost nothing`, ...(wrong.length === 0 ? [] : [`, ${wrong.length} only then`])],
    blocks: [
      {
        kind: 'list',
        items: made.map((fault) => [{ strong: `${FAULT_WORDS[fault].title}: ` }, FAULT_WORDS[fault].what]),
      },
      paragraph(
        'A request that was cut off without an answer may have counted, and nobody knows: a count is right that is as high as what was answered, and no higher than with all of those (within).',
      ),
      faultTable(under, made),
      ...reasons(trials),
    ],
  };
}

const isWrong = (counted: Parameters<typeof stateOf>[0]): boolean => stateOf(counted) === 'wrong';

function faultTable(rows: readonly HitsRow[], made: readonly HitsFault[]): Table {
  return {
    kind: 'table',
    list: true,
    caption: ['What the count was afterwards, by strategy and fault: hits lost, of all that were answered'],
    head: [{ title: ['strategy'] }, ...made.map((fault) => ({ title: [FAULT_WORDS[fault].title] }))],
    rows: rows.map((row) => ({
      values: [
        nameValue(row),
        ...made.map((fault) => {
          const counted = row.faults.get(fault);
          if (counted === undefined) return NOTHING;
          const lost = counted.lost > 0 ? `lost ${lostWord(counted)}` : verdictWord(counted);
          return verdictValue(row, counted, lost);
        }),
      ],
    })),
  };
}

/** What the trials say of themselves. */
function reasons(trials: Hits['trials']): Block[] {
  const told = trials.filter(({ reason }) => reason !== null);
  if (told.length === 0) return [];
  const more = told.length - MOST_REASONS;
  return [
    {
      kind: 'more',
      title: ['What single trials say'],
      blocks: [
        {
          kind: 'list',
          items: [
            ...told
              .slice(0, MOST_REASONS)
              .map(({ strategy, fault, repeat, reason }) => [
                untrusted(strategy),
                `, ${fault === null ? 'no fault' : FAULT_WORDS[fault].title}, repetition ${repeat + 1}: `,
                sentence(reason ?? ''),
              ]),
            ...(more > 0 ? [[`and ${more} more`]] : []),
          ],
        },
      ],
    },
  ];
}
