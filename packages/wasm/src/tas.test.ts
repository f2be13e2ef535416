import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./tas.ts', import.meta.url));
