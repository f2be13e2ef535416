/** Elements from a shape: its strings become text and attributes, never markup. Runs in the browser alone. */
import type { Shape } from './shape.ts';

const SVG = 'http://www.w3.org/2000/svg';

export function elementOf({ tag, attributes, children }: Shape): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.map((child) => (typeof child === 'string' ? child : elementOf(child))));
  return element;
}
