import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./version.ts', import.meta.url));
