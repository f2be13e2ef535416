import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./robust.ts', import.meta.url));
