import { conformance } from '@contend/conformance';

await conformance(new URL('./adaptive.ts', import.meta.url));
