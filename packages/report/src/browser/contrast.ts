/** Contrast of a page's text as it is shown. @see https://www.w3.org/TR/WCAG22/#contrast-minimum */
import type { Page } from 'playwright-core';

/** Of text, by WCAG 2.2 at level AA. Larger text may have less; here none does. */
const ENOUGH = 4.5;

/**
 * Every visible text whose colour stands out too little from what is behind it, as `2.1 "its words"`: by computed styles, with
 * opacity, and of a picture by the rectangle that is its ground.
 */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate((enough) => {
    type Colour = [red: number, green: number, blue: number, alpha: number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = text.match(/[\d.]+/g)?.map(Number) ?? [];
      if (!text.startsWith('rgb')) throw new Error(`a colour that is not understood: ${text}`);
      return [red, green, blue, alpha];
    };
    const over = ([r, g, b, alpha]: Colour, [red, green, blue]: Colour): Colour => {
      const mix = (front: number, back: number): number => front * alpha + back * (1 - alpha);
      return [mix(r, red), mix(g, green), mix(b, blue), 1];
    };
    const luminance = ([red, green, blue]: Colour): number => {
      const linear = (value: number): number =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const chain = (element: Element | null): Element[] =>
      element === null ? [] : [element, ...chain(element.parentElement)];
    const found: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      const words = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent)
        .join('')
        .trim();
      if (words === '' || ['script', 'style', 'option'].includes(element.localName)) continue;
      // What cannot be used need not stand out, says WCAG.
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled')) continue;
      const outward = chain(element);
      const opacity = outward.reduce((product, each) => product * Number(getComputedStyle(each).opacity), 1);
      let ground: Colour = [255, 255, 255, 1];
      for (const each of outward.toReversed()) {
        const style = getComputedStyle(each);
        ground = over(parse(style.backgroundColor), ground);
        const card = each.localName === 'svg' ? each.querySelector(':scope > rect') : null;
        if (card) ground = over(parse(getComputedStyle(card).fill), ground);
      }
      const style = getComputedStyle(element);
      const [red, green, blue, alpha] = parse(element instanceof SVGElement ? style.fill : style.color);
      const ink = luminance(over([red, green, blue, alpha * opacity], ground));
      const back = luminance(ground);
      const contrast = (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
      if (contrast < enough) found.push(`${contrast.toFixed(2)} "${words.slice(0, 60)}"`);
    }
    return [...new Set(found)];
  }, ENOUGH);
}
