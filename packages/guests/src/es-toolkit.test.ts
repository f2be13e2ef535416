import { conformance } from '@contend/conformance';

await conformance(new URL('./es-toolkit.ts', import.meta.url));
