/** Writes record.schema.json, which is committed: `npm run schema`. */
import { writeFileSync } from 'node:fs';
import { jsonSchema } from './json-schema.ts';

writeFileSync(new URL('../record.schema.json', import.meta.url), `${JSON.stringify(jsonSchema(), null, 2)}\n`);
