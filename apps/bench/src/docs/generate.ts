/** Writes what is generated into the page on method: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { generated, PAGE } from './page.ts';

writeFileSync(PAGE, generated());
