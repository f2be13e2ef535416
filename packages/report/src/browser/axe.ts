/** What axe-core finds in a page as it is shown. @see https://github.com/dequelabs/axe-core */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * @returns what is serious or critical, as `color-contrast: p.note (3 of them)`; nothing where all is well
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Not as a script element: the page's own policy lets none in.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} (${nodes.length} of them)`);
  });
}
