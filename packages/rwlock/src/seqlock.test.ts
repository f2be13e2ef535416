import { conformance } from '@contend/conformance';

await conformance(new URL('./seqlock.ts', import.meta.url));
