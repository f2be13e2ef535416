/**
 * One self-contained HTML document: what is in it was put there by its maker, and it asks nobody for anything.
 *
 * Its content security policy allows the style and the script that are in it, by their hashes, and nothing else: should a
 * string ever become markup in spite of all, it could neither run nor load nor send anything. It could lead the reader away:
 * no policy that stands in a page forbids a refresh.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { h } from './element.ts';

export interface Page {
  title: string;
  /** Attributes of further `meta` elements. */
  meta?: readonly Readonly<Record<string, string>>[];
  /** CSS of ours. */
  style: string;
  /** JavaScript of ours, a module; and what it finds in the element `data`. */
  script?: { text: string; data: unknown };
  body: VNode | VNode[];
}

/** @returns with a newline at the end */
export function renderDocument({ title, meta = [], style, script, body }: Page): string {
  if (/<\/(style|script)|<!--/i.test(style + (script?.text ?? '')))
    throw new Error('a style or script of ours would end itself');
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src ${script === undefined ? "'none'" : `'${hash(script.text)}'`}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const raw = (text: string) => ({ dangerouslySetInnerHTML: { __html: text } });
  const page = h(
    'html',
    { lang: 'en' },
    h(
      'head',
      {},
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'referrer', content: 'no-referrer' }),
      meta.map((attributes) => h('meta', attributes)),
      h('title', {}, title),
      h('style', raw(style)),
    ),
    h(
      'body',
      {},
      body,
      script && h('script', { type: 'application/json', id: 'data', ...raw(dataText(script.data)) }),
      script && h('script', { type: 'module', ...raw(script.text) }),
    ),
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** JSON in which nothing can end the element, nor begin a comment. */
function dataText(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
