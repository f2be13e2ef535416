/** What a picture is before it is a file or a part of a page: panels, what the marks stand for, and words. */
import { type ContendRecord, type Host, plainText, processorName } from '@contend/record';
import type { Drawing } from '../client/plot.ts';
import { clip } from '../format/layout.ts';
import { counted } from '../format/units.ts';
import { runtimesOf } from '../model/runtimes.ts';
import type { LegendItem } from './legend.ts';

export interface Words {
  title: string;
  /** What a stranger needs to read the picture. */
  reading: string;
  /** What the picture leaves out, or `null`. */
  missing: string | null;
}

export interface Picture extends Words {
  /** `Xeon E5 · 2 cores · node 26.10.0 · 2026-01-02`. */
  from: string;
  panels: readonly Drawing[];
  legend: readonly LegendItem[];
}

export function pictureOf(
  record: ContendRecord,
  words: Words,
  panels: readonly Drawing[],
  legend: readonly LegendItem[] = [],
): Picture {
  return { ...words, from: whereFrom(record, runtimesOf(record)), panels, legend };
}

/** @param runtimes `node 26.10.0`, …, of whoever made them */
export function whereFrom(
  { host, startedAt, partial }: { host: Host; startedAt: string; partial: boolean },
  runtimes: readonly string[],
): string {
  const parts = [
    clip(plainText(processorName(host.cpu)), 60),
    counted(host.availableParallelism, 'core'),
    runtimes.map((runtime) => plainText(runtime, 20)).join(', '),
    plainText(startedAt).slice(0, 10),
    ...(partial ? ['interrupted, incomplete'] : []),
  ];
  return parts.join(' · ');
}
