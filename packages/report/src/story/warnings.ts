/** What the host did to the figures. */
import type { ContendRecord, Fork } from '@contend/record';
import { median } from '@contend/stats';
import { counted, duration, percent } from '../format/units.ts';
import { type Block, type Inline, paragraph, type Section, sentence, type Table, value } from './block.ts';

export function warningsSection({ warnings, cells }: ContendRecord): Section {
  const forks = cells.flatMap((cell) => cell.forks);
  const measured: [string, number[], (value: number) => string][] = [
    ['ping-pong, there and back', known(forks, 'pingPongNs'), duration],
    ['steal, share of CPU time', known(forks, 'steal'), percent],
  ];
  const told = measured.filter(([, values]) => values.length > 0);
  return {
    id: 'host',
    title: 'Warnings of the host',
    result: [warnings.length === 0 ? 'none' : counted(warnings.length, 'warning')],
    blocks: [
      warnings.length === 0
        ? paragraph('None.')
        : {
            kind: 'list',
            items: warnings.map(
              ({ message, mend }): Inline => [sentence(message), ...(mend === null ? [] : [': ', sentence(mend)])],
            ),
          },
      ...(told.length === 0
        ? []
        : [
            { kind: 'picture', picture: 'host', title: 'The host during the run' } satisfies Block,
            {
              kind: 'more',
              title: ['The host as a table'],
              blocks: [
                {
                  kind: 'table',
                  caption: ['The host beside the forks'],
                  head: [
                    { title: ['of the host'] },
                    ...['median', 'least', 'most'].map((title) => ({ title: [title], number: true })),
                  ],
                  rows: told.map(([what, values, written]) => ({
                    values: [what, ...[median(values), least(values), most(values)].map(written)].map((text) =>
                      value(text),
                    ),
                  })),
                } satisfies Table,
              ],
            } satisfies Block,
          ]),
    ],
  };
}

function known(forks: readonly Fork[], of: 'pingPongNs' | 'steal'): number[] {
  return forks.map((fork) => fork[of]).filter((value) => value !== null);
}

// One by one: there may be more than a call takes arguments.
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
