import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./set-nx-fenced.ts', import.meta.url));
