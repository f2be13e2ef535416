import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./async-lock.ts', import.meta.url));
