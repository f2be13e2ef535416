/** What the page of a website's hit counter tells, in the order in which a reader needs it. */
import type { Hits } from '@contend/documents';
import { shortMachineName, usableCores } from '@contend/record';
import { counted, percent } from '../../format/units.ts';
import { type HitsRow, hitsRows, lostShare } from '../../model/hits.ts';
import { whole } from '../../model/hits-words.ts';
import { type Block, type Inline, paragraph, type Section, sentence, untrusted } from '../block.ts';
import { machineWords, partialWords, suiteWords } from '../head.ts';
import { ranFrom, typed } from '../reproduce.ts';
import { serversTable } from '../servers.ts';
import type { Story } from '../story.ts';
import { hitsFaultsSection } from './faults.ts';
import { hitsHeadlines } from './headline.ts';
import { closedSection, rateSection } from './speed.ts';

/** Its name beside the records, and its heading. */
export const HITS_PAGE = { file: 'hits.html', title: 'A website’s hit counter' };

export interface HitsStory extends Story {
  rows: readonly HitsRow[];
}

/** A section's pictures and the servers' code are its page's affair. */
export function hitsStory(hits: Hits): HitsStory {
  const { host, runtime, startedAt, suite, partial, trials } = hits;
  const rows = hitsRows(hits);
  const sections = [
    answerSection(rows, hits),
    closedSection(rows, hits),
    rateSection(rows, hits),
    lostSection(rows),
    hitsFaultsSection(rows, trials),
    codeSection(rows),
    circumstancesSection(hits),
    madeSection(hits),
    warningsSection(hits),
  ];
  return {
    title: HITS_PAGE.title,
    machine: shortMachineName(host),
    host: [
      ...machineWords(host),
      ' · ',
      sentence(`${runtime.name} ${runtime.version}`),
      ` · ${startedAt.slice(0, 10)}`,
      ...suiteWords(suite),
      ...partialWords(partial),
    ],
    sections: sections.filter((section) => section !== null),
    rows,
  };
}

function answerSection(rows: readonly HitsRow[], hits: Hits): Section {
  const [first, ...more] = hitsHeadlines(rows, hits.trials);
  return {
    id: 'answer',
    title: 'In short',
    result: [],
    blocks: [
      paragraph(...(first as Inline)),
      ...(more.length === 0 ? [] : [{ kind: 'list', items: more } satisfies Block]),
    ],
  };
}

/** `null` where nothing could be asked without a fault. */
function lostSection(rows: readonly HitsRow[]): Section | null {
  const known = rows.flatMap(({ calm }) => (calm === null ? [] : [calm]));
  if (known.length === 0) return null;
  const most = known.reduce((worst, each) => Math.max(worst, lostShare(each)), 0);
  return {
    id: 'lost',
    title: 'Answered minus counted',
    result: [most === 0 ? 'nothing lost' : `up to ${percent(most)} of the answered hits lost`],
    blocks: [],
  };
}

function codeSection(rows: readonly HitsRow[]): Section {
  return {
    id: 'code',
    title: 'The servers’ code',
    result: [counted(rows.length, 'server')],
    blocks: [],
  };
}

function circumstancesSection({ host, workers, connections, seconds, rate, apart, engines }: Hits): Section {
  const load = rate === null ? '' : `, and ${whole(rate)} requests/s at the fixed rate`;
  return {
    id: 'circumstances',
    title: 'Circumstances',
    result: [`${counted(workers, 'worker')}, ${counted(connections, 'connection')}`],
    blocks: [
      {
        kind: 'list',
        items: [
          [`${counted(workers, 'worker')} of the website on ${counted(usableCores(host), 'core')}.`],
          [`${counted(connections, 'connection')}, ${seconds} s of load in each trial without faults${load}.`],
          apart
            ? ['The process that asked had cores of its own, on which no server ran.']
            : [
                { strong: 'The process that asked had no core of its own: ' },
                'it took some of what it measured, so figures are lower and latencies longer than the servers’ own.',
              ],
        ],
      },
      ...(engines.length === 0 ? [] : serversTable(engines)),
    ],
  };
}

function madeSection({ argv, suite, runtime, trials, startedAt, finishedAt }: Hits): Section {
  const minutes = (Date.parse(finishedAt) - Date.parse(startedAt)) / 60_000;
  const repetitions = 1 + trials.reduce((most, { repeat }) => Math.max(most, repeat), -1);
  return {
    id: 'made',
    title: 'How it was made',
    result: [`${counted(trials.length, 'trial')} in ${minutes.toFixed(1)} minutes`],
    blocks: [
      ranFrom({ suite, runtime }),
      typed(['npx', 'contend', ...argv]),
      paragraph(
        `${counted(trials.length, 'trial')}, each of freshly started workers, up to ${counted(repetitions, 'repetition')} of each. Every trial is in `,
        untrusted('hits.json'),
        ' beside this page.',
      ),
    ],
  };
}

function warningsSection({ warnings }: Hits): Section {
  return {
    id: 'warnings',
    title: 'Warnings',
    result: [warnings.length === 0 ? 'none' : counted(warnings.length, 'warning')],
    blocks: [
      warnings.length === 0
        ? paragraph('None.')
        : { kind: 'list', items: warnings.map((message): Inline => [sentence(message)]) },
    ],
  };
}
