import { conformance } from '@contend/conformance';

await conformance(new URL('./futex.ts', import.meta.url));
