/** The site's front: which lock on which machine, in pictures, and what they are drawn from. */
import type { VNode } from 'preact';
import { h } from '../format/html/element.ts';
import { counted } from '../format/units.ts';
import { untrusted } from '../story/block.ts';
import { answerSentence } from './answers-node.ts';
import { type Grid, gridOf, loadsOf } from './grid.ts';
import { leagueNode } from './league-node.ts';
import { type League, leaguesOf } from './leagues.ts';
import { machineNamesOf } from './machine-names.ts';
import { machinesNode } from './machines-node.ts';
import { renderPage } from './page.ts';
import { HEIGHT, previewOf, WIDTH } from './preview.ts';
import type { Run } from './run.ts';
import { versionsIn, versionsNode, versionsWord } from './versions.ts';
import { blocksNode, leagueWords, link } from './words.ts';

/** What a preview of the page shows; it lies beside the page. */
export const PREVIEW = 'preview.png';

/** What the page and its preview are drawn from: to rank a thousand cells takes seconds. */
export interface Front {
  runs: readonly Run[];
  leagues: readonly League[];
  /** Of each league. */
  grids: readonly (readonly Grid[])[];
  names: ReadonlyMap<string, string>;
  /** The machines that have a page of a website’s hit counter. */
  hits: ReadonlySet<string>;
}

/**
 * @param runs of all machines
 * @param hits the machines that have a page of a website’s hit counter
 */
export function frontOf(runs: readonly Run[], hits: ReadonlySet<string> = new Set()): Front {
  const leagues = leaguesOf(runs);
  const names = machineNamesOf(runs);
  const grids = leagues.map((league) => loadsOf(league).flatMap((load) => gridOf(league, load, names) ?? []));
  return { runs, leagues, grids, names, hits };
}

export function renderIndex(front: Front): string {
  const { runs, leagues, grids, names, hits } = front;
  const versions = versionsIn(runs);
  return renderPage({
    title: TITLE,
    said: countOf(runs),
    meta: previewMeta(front),
    links: [
      link('#league0', 'Which lock, and how sure'),
      link('#where0', 'In one picture'),
      link('#turns0', 'From machine to machine'),
      link('#contenders0', 'By contenders'),
      leagues.slice(1).map((league, index) => link(`#league${index + 1}`, leagueWords(league))),
      link('#machines', 'Machines'),
      link('#reading', 'How to read this'),
      link('explorer.html', 'Explorer: every cell of every record'),
    ],
    sections: [
      leagues.map((league, index) =>
        leagueNode(league, {
          ...{ names, index, leagues: leagues.length, versions: versionsWord(versions) },
          grids: grids[index] ?? [],
        }),
      ),
      machinesNode(runs, names, hits),
      versionsNode(versions, names, 'versions'),
      readingNode(),
    ],
  });
}

const TITLE = 'Which lock on which machine';

/** Of the newest part; `null` where it has nothing to show. */
export function renderPreview({ runs, grids: [newest] }: Front): string | null {
  const [grid] = newest ?? [];
  if (grid === undefined) return null;
  return previewOf(grid, TITLE, `${countOf(runs)}: time per increment relative to atomic/add, ${grid.load.title}`);
}

const countOf = (runs: readonly Run[]): string =>
  `${counted(new Set(runs.map(({ machine }) => machine)).size, 'machine')}, ${counted(runs.length, 'record')}`;

/** @see https://ogp.me/ */
function previewMeta({ runs, grids: [newest] }: Front): Record<string, string>[] {
  const [grid] = newest ?? [];
  const answer = grid === undefined ? '' : answerSentence(grid);
  const description = `Locks in JavaScript, measured and their counts checked: ${countOf(runs)}. ${answer}`.trim();
  return [
    { name: 'description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:title', content: TITLE },
    { property: 'og:description', content: description },
    ...(grid === undefined
      ? []
      : [
          { property: 'og:image', content: PREVIEW },
          { property: 'og:image:type', content: 'image/png' },
          { property: 'og:image:width', content: String(WIDTH) },
          { property: 'og:image:height', content: String(HEIGHT) },
          {
            property: 'og:image:alt',
            content: 'Strategies by machines, coloured by their time relative to atomic/add',
          },
          { name: 'twitter:card', content: 'summary_large_image' },
        ]),
  ];
}

function readingNode(): VNode {
  return h(
    'section',
    { id: 'reading' },
    h('h2', {}, 'How to read this'),
    blocksNode([
      {
        kind: 'list',
        items: [
          ['A count that is wrong (✗) is never ranked, however fast it came about.'],
          [
            'Speeds of two machines differ by many things besides locks. What may be compared is how a strategy stands to ',
            untrusted('atomic/add'),
            ' on the same machine, with as many contenders and the same work: 4.00 takes four times as long.',
          ],
          [
            'A rank is one more than the number of strategies that were called faster. Many share one where the runs could tell little apart; that is not “equal”.',
          ],
          [
            '⇅ marks two strategies of which each was called faster than the other on some machine. Where only the medians disagree, nothing is marked.',
          ],
          ['An interval is over the forks of a run; where a machine has several runs, over these.'],
          ['The steps of a sweep are in each machine’s report and in the explorer.'],
          [
            'A machine is named by its processor, the cores that could be used and its system; the name of its folder is shown where you point at it.',
          ],
        ],
      },
    ]),
  );
}
