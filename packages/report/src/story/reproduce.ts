/** How to measure the same again: the exact command, and the source that it ran from. */
import { type ContendRecord, plainText, type RecordNote } from '@contend/record';
import { shellWord } from '../format/shell-word.ts';
import { counted } from '../format/units.ts';
import { type Block, paragraph, type Section, untrusted } from './block.ts';
import { markLine } from './mark.ts';

export function reproduceSection(
  { plan, suite, runtime }: ContendRecord,
  file: string | null,
  note: RecordNote | null,
): Section {
  const seeded = plan.argv.some((word) => /^--seed(=|$)/.test(word));
  const words = ['npx', 'contend', ...plan.argv, ...(seeded ? [] : ['--seed', String(plan.seed)])];
  return {
    id: 'reproduce',
    title: 'How to reproduce it',
    result: ['profile ', untrusted(plan.profile), `, ${counted(plan.blocks, 'fork')} of each cell`],
    blocks: [
      ...(note === null ? [] : [paragraph(...markLine(note))]),
      ranFrom({ suite, runtime }),
      typed(words),
      paragraph(
        `${counted(plan.blocks, 'fork')} of each cell, ${counted(plan.rounds, 'window')} of ${Math.round(plan.windowMs)} ms each.`,
        ...(file === null
          ? []
          : [' Every round is in the record, ', untrusted(file), '; contend validate computes its summaries again.']),
      ),
    ],
  };
}

/** The source and the runtime of what was measured, before the command that measured it. */
export function ranFrom({
  suite,
  runtime,
}: Pick<ContendRecord, 'suite'> & { runtime: Pick<ContendRecord['runtime'], 'name' | 'version'> }): Block {
  return paragraph(
    ...(suite.commit === null
      ? ['With contend ', untrusted(suite.version)]
      : [
          'In a clone of contend at ',
          untrusted(suite.commit),
          ...(suite.dirty === true ? [' (its files had been changed)'] : []),
          ', after npm ci',
        ]),
    ', under ',
    untrusted(`${runtime.name} ${runtime.version}`),
    ':',
  );
}

export const typed = (words: readonly string[]): Block => ({
  kind: 'command',
  text: words.map((word) => shellWord(plainText(word))).join(' '),
});
