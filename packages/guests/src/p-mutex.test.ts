import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./p-mutex.ts', import.meta.url));
