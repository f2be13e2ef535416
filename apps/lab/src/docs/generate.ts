/** Writes what is generated into the README and the pages on method, on proof, on the locks, on the kit, on machines and on navigator.locks: `npx turbo run docs`. */
import { writeFileSync } from 'node:fs';
import { generatedKit, KIT } from './kit.ts';
import { generatedLocks, LOCKS } from './locks/locks.ts';
import { generatedMachines, MACHINES } from './machines.ts';
import { generated, PAGE } from './page.ts';
import { generatedProof, PROOF } from './proof.ts';
import { generatedReadme, README } from './readme.ts';
import { generatedWebLocks, WEB_LOCKS } from './web-locks.ts';

writeFileSync(PAGE, await generated());
writeFileSync(PROOF, await generatedProof());
writeFileSync(LOCKS, await generatedLocks());
writeFileSync(KIT, await generatedKit());
writeFileSync(MACHINES, await generatedMachines());
writeFileSync(WEB_LOCKS, generatedWebLocks());
writeFileSync(README, generatedReadme());
