import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./redis-semaphore.ts', import.meta.url));
