/** The page of a website's hit counter as one HTML file, without a script: which counter is right, what it costs, and its code. */
import { readFileSync } from 'node:fs';
import type { Hits } from '@contend/documents';
import { plainText } from '@contend/record';
import type { VNode } from 'preact';
import { hitsLostChart } from '../../charts/hits-lost.ts';
import { hitsSpeedChart } from '../../charts/hits-speed.ts';
import { HITS_FAULTS, type HitsRow, type Load } from '../../model/hits.ts';
import { spreadWord, verdictWord } from '../../model/hits-words.ts';
import { type Inline, sentence, untrusted, type Value } from '../../story/block.ts';
import { FAULT_WORDS } from '../../story/hits/faults.ts';
import { hitsStory } from '../../story/hits/story.ts';
import { verdictValue } from '../../story/hits/values.ts';
import { duration, rate } from '../units.ts';
import { inline, type Place, renderSection } from './blocks.ts';
import { renderDocument } from './document.ts';
import { h } from './element.ts';
import { stillNode } from './figure.ts';
import { headerNode } from './header.ts';
import { STYLE } from './style.ts';

const OWN_STYLE = new URL('./hits.css', import.meta.url);
const CODE = 'Each server’s own lines as they ran, beside what came of them.';
/** Characters of a line of code. */
const LONGEST_LINE = 200;

/** Its sections have no picture among their blocks, and nothing to pick. */
const PLACE: Place = { picture: () => null, about: () => ({}) };

export function renderHits(hits: Hits): string {
  const story = hitsStory(hits);
  /** What stands in a section besides its words. */
  const within: Record<string, readonly (VNode | null)[]> = {
    speed: [stillNode(hitsSpeedChart(hits))],
    lost: [stillNode(hitsLostChart(hits))],
    code: [h('p', {}, CODE), ...story.rows.map(serverNode)],
  };
  return renderDocument({
    title: `${story.title}: ${story.machine}`,
    style: [...STYLE, OWN_STYLE].map((file) => readFileSync(file, 'utf8')).join('\n'),
    body: h(
      'main',
      {},
      headerNode(story),
      story.sections.map((section) => renderSection(section, PLACE, ...(within[section.id] ?? []))),
    ),
  });
}

function serverNode(row: HitsRow): VNode {
  const { counter } = row;
  return h(
    'div',
    { class: 'server' },
    h(
      'div',
      {},
      h('h3', {}, inline([untrusted(counter.strategy)])),
      h('p', {}, inline([sentence(counter.title)])),
      h(
        'ul',
        {},
        resultsOf(row).map((result) => h('li', { class: result.tone }, inline(result.text))),
      ),
    ),
    h('pre', { tabindex: 0 }, h('code', {}, codeText(counter.code))),
  );
}

/** What came of it, a line each. */
function resultsOf(row: HitsRow): Value[] {
  const { counter, calm, closed, faults, idle } = row;
  const { engine, plugin } = counter;
  const met = engine === null ? [] : [said(['Its workers meet at ', untrusted(engine), '.'])];
  const given = plugin === null ? [] : [said(['Not contend’s own, but given in ', untrusted(plugin), '.'])];
  return [
    ...(calm === null ? [] : [verdictValue(row, calm)]),
    ...(closed === null ? [] : [said([speedWord(closed)])]),
    ...HITS_FAULTS.flatMap((fault) => {
      const counted = faults.get(fault);
      if (counted === undefined || idle) return [];
      return [verdictValue(row, counted, `${verdictWord(counted)} when ${FAULT_WORDS[fault].when}`)];
    }),
    ...met,
    ...given,
  ];
}

const said = (text: Inline): Value => ({ text });

function speedWord({ hitsPerSecond, latency }: Load): string {
  const p99 = latency === null ? '' : `, p99 ${spreadWord(latency.p99, duration)}`;
  return `${spreadWord(hitsPerSecond, rate)}${p99}`;
}

/** Its lines stay apart; whatever else could move a cursor, or hide what is written, is gone. */
function codeText(code: string): string {
  return code
    .replaceAll('\t', '  ')
    .split(/\r\n|\r|\n/)
    .map((line) => plainText(line, LONGEST_LINE))
    .join('\n')
    .trimEnd();
}
