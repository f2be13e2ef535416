import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./add.ts', import.meta.url));
