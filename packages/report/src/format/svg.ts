/** A drawing as a document of its own. */
import { readFileSync } from 'node:fs';
import type { Picture } from '../charts/picture.ts';
import { type Shape, shape } from '../client/shape.ts';
import { layOut } from './card.ts';

/** The page's colours on light ground, by name. */
const COLOURS = new Map(
  [...readFileSync(new URL('./html/page.css', import.meta.url), 'utf8').matchAll(/--(\w+): light-dark\((#\w+),/g)].map(
    ([, name, light]) => [name as string, light as string],
  ),
);

/** Characters that XML 1.0 forbids, even escaped: a picture with one of them shows nothing at all. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** What a page needs, and a file does not. */
const OF_A_PAGE = /^(class|data-)/;

/** @returns a document of its own; text is escaped, there are no links, scripts, styles or outside resources */
export function toSvg(picture: Picture): string {
  const { size, shapes } = layOut(picture);
  const { width, height } = size;
  const root = shape(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      ...{ role: 'img', 'aria-label': picture.title, 'font-family': 'Helvetica, Arial, sans-serif' },
    },
    ...shapes,
  );
  return serialised(root).replace(NOT_XML, '');
}

function serialised({ tag, attributes, children }: Shape): string {
  const own = Object.entries(attributes)
    .filter(([name]) => !OF_A_PAGE.test(name))
    .map(([name, value]) => ` ${name}="${escaped(coloured(String(value)))}"`)
    .join('');
  if (children.length === 0) return `<${tag}${own}/>`;
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : serialised(child)));
  return `<${tag}${own}>${inner.join('')}</${tag}>`;
}

function coloured(value: string): string {
  const name = /^var\(--(\w+)\)$/.exec(value)?.[1];
  if (name === undefined) return value;
  const colour = COLOURS.get(name);
  if (colour === undefined) throw new Error(`the page has no colour named ${name}`);
  return colour;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
