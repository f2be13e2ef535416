/** What the host did to the figures. */
import type { ContendRecord } from '@contend/record';
import { type Block, type Inline, paragraph, type Section, sentence } from './block.ts';

export function warningsSection({ warnings, cells }: ContendRecord): Section {
  const told = cells.some(({ forks }) => forks.some(({ pingPongNs, steal }) => pingPongNs !== null || steal !== null));
  return {
    id: 'host',
    title: 'Warnings of the host',
    blocks: [
      warnings.length === 0
        ? paragraph('None.')
        : {
            kind: 'list',
            items: warnings.map(
              ({ message, mend }): Inline => [sentence(message), ...(mend === null ? [] : [': ', sentence(mend)])],
            ),
          },
      ...(told ? [{ kind: 'picture', picture: 'host', title: 'The host during the run' } satisfies Block] : []),
    ],
  };
}
