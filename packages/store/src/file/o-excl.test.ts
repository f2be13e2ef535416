import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./o-excl.ts', import.meta.url));
