import { conformance } from '@contend/conformance';

await conformance(new URL('./async-mutex-semaphore.ts', import.meta.url));
