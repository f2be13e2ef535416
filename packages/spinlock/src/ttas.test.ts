import { conformance } from '@contend/conformance';

await conformance(new URL('./ttas.ts', import.meta.url));
