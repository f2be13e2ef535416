import { conformance } from '@contend/conformance';

await conformance(new URL('./phase-fair.ts', import.meta.url));
