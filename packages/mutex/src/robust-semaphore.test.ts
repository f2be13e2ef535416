import { conformance } from '@contend/conformance';

await conformance(new URL('./robust-semaphore.ts', import.meta.url));
