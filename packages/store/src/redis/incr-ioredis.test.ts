import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./incr-ioredis.ts', import.meta.url));
