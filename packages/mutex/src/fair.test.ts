import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./fair.ts', import.meta.url));
