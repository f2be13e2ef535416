import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./watch.ts', import.meta.url));
