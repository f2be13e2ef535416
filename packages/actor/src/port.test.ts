import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./port.ts', import.meta.url));
