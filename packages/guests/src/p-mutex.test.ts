import { conformance } from '@contend/conformance';

await conformance(new URL('./p-mutex.ts', import.meta.url));
