import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { renderPage } from './page.ts';

test('shows the pictures, the host and every cell, and says which record it is from', () => {
  const record = syntheticRecord();
  const page = renderPage(record, '2026-11-22T23-30-12Z.json', ['throughput.svg']);
  expect(page).toContain('![throughput](throughput.svg)');
  expect(page).toContain('[2026-11-22T23-30-12Z.json](2026-11-22T23-30-12Z.json)');
  expect(page).toContain(record.host.cpu.model);
  expect(page.match(/^\| `/gm)).toHaveLength(record.cells.length);
});

test('no string of a record becomes Markdown or HTML', () => {
  const record = syntheticRecord();
  const evil = '`</code><script>alert(1)</script> [x](javascript:1) @someone | `';
  record.host.cpu.model = evil;
  record.host.os.name = evil;
  record.runtime.version = evil;
  record.plan.profile = evil;
  record.suite = { version: evil, commit: evil, dirty: true };
  record.warnings = [{ code: 'x', message: evil, mend: evil }];
  const ours = renderPage(record, 'a.json', []).replace(/`[^`]*`/g, '');
  expect(ours).not.toMatch(/script>|javascript|@someone/);
});

test('an interrupted run says that it was', () => {
  expect(renderPage({ ...syntheticRecord(), partial: true }, 'a.json', [])).toContain('interrupted');
  expect(renderPage(syntheticRecord(), 'a.json', [])).not.toContain('interrupted');
});
