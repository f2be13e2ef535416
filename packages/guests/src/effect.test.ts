import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./effect.ts', import.meta.url));
