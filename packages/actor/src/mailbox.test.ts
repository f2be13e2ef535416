import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./mailbox.ts', import.meta.url));
