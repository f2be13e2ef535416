import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./set-nx.ts', import.meta.url));
