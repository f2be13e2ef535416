/** The styles that all pages share. */
export const STYLE = ['page', 'drawing'].map((name) => new URL(`${name}.css`, import.meta.url));
