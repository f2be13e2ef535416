/** Whether anybody else has measured what a record shows, in one line; the notes beside it say so. */
import type { RecordNote } from '@contend/record';
import { type Inline, untrusted } from './block.ts';

export function markLine(note: RecordNote): Inline {
  if (note.status === 'contributed') {
    return [
      { strong: 'Contributed' },
      ` by pull request, noted on ${note.on}: its figures fit together, and no second run is here to confirm them.`,
    ];
  }
  const by = note.by === 'ci' ? 'by CI' : 'by a maintainer';
  return [
    { strong: 'Reproduced' },
    ` ${by}, noted on ${note.on}: another run on such a host, `,
    untrusted(note.against),
    ', counts alike and ranks nothing the other way round.',
  ];
}
