/** A page with places to fill: whatever stands between two marks is replaced, and everything else is left alone. */

const START = /<!-- generated: ([a-z-]+) -->/g;
const PLACE = /<!-- generated: ([a-z-]+) -->((?:(?!<!-- generated:)[\s\S])*?)<!-- \/generated -->/g;

/**
 * @param contents by the name in the mark
 * @throws Error when a place has no content or no end, or a content no place
 */
export function fill(page: string, contents: ReadonlyMap<string, string>): string {
  const places = [...page.matchAll(PLACE)].map(([, name]) => name as string);
  const starts = [...page.matchAll(START)].map(([, name]) => name as string);
  const endless = starts.find((name, i) => places[i] !== name);
  if (endless !== undefined) throw new Error(`"${endless}" is not ended: write <!-- /generated --> after it`);
  const unknown = places.find((name) => !contents.has(name));
  if (unknown !== undefined) {
    throw new Error(`nothing is generated for "${unknown}": there are ${[...contents.keys()].join(', ')}`);
  }
  const homeless = [...contents.keys()].find((name) => !places.includes(name));
  if (homeless !== undefined) throw new Error(`the page has no place for "${homeless}"`);
  return page.replaceAll(
    PLACE,
    (_, name: string) => `<!-- generated: ${name} -->\n\n${contents.get(name)}\n\n<!-- /generated -->`,
  );
}
