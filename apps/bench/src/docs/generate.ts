/** Writes what is generated into the pages on method and on proof: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { generated, PAGE } from './page.ts';
import { generatedProof, PROOF } from './proof.ts';

writeFileSync(PAGE, generated());
writeFileSync(PROOF, generatedProof());
