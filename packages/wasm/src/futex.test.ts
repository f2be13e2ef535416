import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./futex.ts', import.meta.url));
