import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./ttas.ts', import.meta.url));
