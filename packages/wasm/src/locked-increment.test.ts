import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./locked-increment.ts', import.meta.url));
