import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./proper-lockfile.ts', import.meta.url));
