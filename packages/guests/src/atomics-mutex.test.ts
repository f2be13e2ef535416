import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./atomics-mutex.ts', import.meta.url));
