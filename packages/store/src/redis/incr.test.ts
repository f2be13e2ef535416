import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./incr.ts', import.meta.url));
