import { conformance } from '@contend/conformance';

await conformance(new URL('./tas.ts', import.meta.url));
