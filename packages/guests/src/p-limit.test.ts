import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./p-limit.ts', import.meta.url));
