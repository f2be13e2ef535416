import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./immediate.ts', import.meta.url));
