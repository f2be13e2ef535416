import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./incr-once.ts', import.meta.url));
