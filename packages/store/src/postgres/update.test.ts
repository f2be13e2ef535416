import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./update.ts', import.meta.url));
