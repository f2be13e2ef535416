import { conformance } from '@contend/conformance';

await conformance(new URL('./effect.ts', import.meta.url));
