/** What the pages of the site have in common: their style, and a heading with what is counted and where it leads. */
import { readFileSync } from 'node:fs';
import type { ComponentChildren } from 'preact';
import { renderDocument } from '../format/html/document.ts';
import { h } from '../format/html/element.ts';
import { STYLE } from '../format/html/report.ts';

export const SITE_STYLE = [...STYLE, new URL('./site.css', import.meta.url)]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** @param said below the title. @param links of its contents */
export function renderPage(title: string, said: string, links: ComponentChildren, sections: ComponentChildren): string {
  const nav = h('nav', { 'aria-label': 'Contents' }, links);
  const header = h('header', {}, h('h1', {}, title), h('p', { class: 'host' }, said), nav);
  return renderDocument({ title, style: SITE_STYLE, body: h('main', {}, header, sections) });
}
