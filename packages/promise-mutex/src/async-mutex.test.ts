import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./async-mutex.ts', import.meta.url));
