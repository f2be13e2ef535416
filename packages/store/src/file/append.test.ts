import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./append.ts', import.meta.url));
