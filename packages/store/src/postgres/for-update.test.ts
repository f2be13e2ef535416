import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./for-update.ts', import.meta.url));
