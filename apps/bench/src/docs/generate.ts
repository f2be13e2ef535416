/** Writes what is generated into the pages on method, on proof and on the locks: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { generatedLocks, LOCKS } from './locks/locks.ts';
import { generated, PAGE } from './page.ts';
import { generatedProof, PROOF } from './proof.ts';

writeFileSync(PAGE, generated());
writeFileSync(PROOF, generatedProof());
writeFileSync(LOCKS, generatedLocks());
