/** What the pages of the site have in common: their style, and a heading with what is counted and where it leads. */
import { readFileSync } from 'node:fs';
import type { ComponentChildren } from 'preact';
import { renderDocument } from '../format/html/document.ts';
import { h } from '../format/html/element.ts';
import { STYLE } from '../format/html/style.ts';

export const SITE_STYLE = [
  ...STYLE,
  ...['site', 'pictures', 'explorer'].map((name) => new URL(`./${name}.css`, import.meta.url)),
]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

interface SitePage {
  title: string;
  /** Below the title. */
  said: string;
  /** Of its contents. */
  links: ComponentChildren;
  sections: ComponentChildren;
  /** For who shows a preview of the page. */
  meta?: readonly Readonly<Record<string, string>>[];
}

export function renderPage({ title, said, links, sections, meta = [] }: SitePage): string {
  const nav = h('nav', { 'aria-label': 'Contents' }, links);
  const header = h('header', {}, h('h1', {}, title), h('p', { class: 'host' }, said), nav);
  return renderDocument({ title, meta, style: SITE_STYLE, body: h('main', {}, header, sections) });
}
