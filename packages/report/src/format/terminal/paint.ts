import { styleText } from 'node:util';

const STYLES = {
  bold: 'bold',
  dim: 'dim',
  right: 'green',
  wrong: ['bold', 'red'],
  scream: ['bold', 'inverse', 'red'],
  note: 'yellow',
} as const;

export type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** Colour only repeats what a mark or a word says already, so that nobody needs it. */
export function painter(colour: boolean): Paint {
  return (style, text) =>
    // The caller has decided about colour: the stream's own opinion does not count.
    colour ? styleText([...[STYLES[style]].flat()], text, { validateStream: false }) : text;
}
