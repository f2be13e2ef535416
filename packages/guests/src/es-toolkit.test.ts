import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./es-toolkit.ts', import.meta.url));
