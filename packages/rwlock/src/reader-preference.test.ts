import { conformance } from '@contend/conformance';

await conformance(new URL('./reader-preference.ts', import.meta.url));
