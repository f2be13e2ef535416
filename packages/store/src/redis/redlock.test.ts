import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./redlock.ts', import.meta.url));
