import { conformance } from '@contend/conformance';

await conformance(new URL('./async-mutex.ts', import.meta.url));
