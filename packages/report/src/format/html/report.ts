/** The report of one machine as one HTML file. */
import { readFileSync } from 'node:fs';
import type { ContendRecord, RecordNote } from '@contend/record';
import type { VNode } from 'preact';
import { chartData, firstView, listsOf } from '../../charts/data.ts';
import { distanceChart } from '../../charts/distance.ts';
import { hostChart } from '../../charts/host.ts';
import { latencyChart } from '../../charts/latency.ts';
import { legendOf } from '../../charts/legend.ts';
import { runtimesChart } from '../../charts/runtimes.ts';
import { mostlyReadChart, sweepChart } from '../../charts/series.ts';
import { drawGaps } from '../../client/gap.ts';
import { BOX } from '../../client/plot.ts';
import { drawThroughput } from '../../client/throughput.ts';
import { NO_OTHERS, type Others } from '../../model/machine.ts';
import type { About, PictureName } from '../../story/block.ts';
import { HITS_PAGE } from '../../story/hits/story.ts';
import { storyOf } from '../../story/story.ts';
import { type Place, renderSection } from './blocks.ts';
import { controlsNode } from './controls.ts';
import { renderDocument } from './document.ts';
import { drawingsNode } from './drawing.ts';
import { h } from './element.ts';
import { figure, stillNode } from './figure.ts';
import { headerNode } from './header.ts';
import { legendNode } from './legend.ts';
import { scriptOf } from './script.ts';
import { STYLE } from './style.ts';

/**
 * @param file the record's file name, where the reader has it at hand
 * @param note what the notes beside the record say of it
 * @param others what other records and documents of the machine have, and this record lacks
 * @returns a document that asks nobody for anything and can be read without its script
 */
export async function renderReport(
  record: ContendRecord,
  file: string | null,
  note: RecordNote | null = null,
  others: Others = NO_OTHERS,
): Promise<string> {
  const data = chartData(record);
  const view = firstView(record, data);
  const story = storyOf(record, file, note, others);
  const legend = () => legendNode(legendOf(data.looks, data.points));
  const picture = (name: PictureName, title: string): VNode | null => {
    switch (name) {
      case 'throughput':
        return figure(title, drawingsNode(drawThroughput(data, view), name), legend());
      case 'gap':
        return figure(title, drawingsNode(drawGaps(data, view), name), legend());
      case 'runtimes':
        return stillNode(runtimesChart(record));
      case 'latency':
        return stillNode(latencyChart(others.latency?.record ?? record));
      case 'distance':
        return stillNode(distanceChart(others.distance?.record ?? record, record));
      case 'sweep':
        return stillNode(sweepChart(others.sweep?.record ?? record, record));
      case 'mostly-read':
        return stillNode(mostlyReadChart(others['mostly-read']?.record ?? record, record));
      case 'host':
        return stillNode(hostChart(record, { ...BOX, height: 190 }));
      // The table above it says the same, and better.
      case 'lost':
        return null;
    }
  };
  const place: Place = { picture, about: placesIn(record) };
  const sections = story.sections.flatMap((section) => [
    ...(section.id === 'cost' ? [controlsNode(data, view)] : []),
    renderSection(section, place),
  ]);
  return renderDocument({
    title: `${story.title}: ${story.machine}`,
    style: STYLE.map((file) => readFileSync(file, 'utf8')).join('\n'),
    script: { text: await scriptOf('report'), data: { charts: data, first: view } },
    body: h('main', {}, headerNode(story, others.hits === null ? [] : [HITS_PAGE]), sections),
  });
}

/** Rows are found by numbers: no string of a record becomes an attribute. What is not drawn is not picked either. */
function placesIn(record: ContendRecord): Place['about'] {
  const lists = listsOf(record);
  return ({ strategy, world, workload }: About) => {
    const places = {
      'data-strategy': lists.strategies.indexOf(strategy),
      ...(world !== undefined && { 'data-world': lists.worlds.indexOf(world) }),
      ...(workload !== undefined && { 'data-workload': lists.workloads.indexOf(workload) }),
    };
    return Object.values(places).includes(-1) ? {} : places;
  };
}
