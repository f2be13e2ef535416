import { conformance } from '@contend/conformance';

await conformance(new URL('./robust.ts', import.meta.url));
