import { conformance } from '@contend/conformance';

await conformance(new URL('./locked-increment.ts', import.meta.url));
