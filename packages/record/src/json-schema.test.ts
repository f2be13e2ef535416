import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchema } from './json-schema.ts';

test('record.schema.json is what the schema makes (npm run schema)', () => {
  const committed = JSON.parse(readFileSync(new URL('../record.schema.json', import.meta.url), 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});
