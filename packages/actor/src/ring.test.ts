import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./ring.ts', import.meta.url));
