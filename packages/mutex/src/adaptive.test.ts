import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./adaptive.ts', import.meta.url));
