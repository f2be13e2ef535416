/** Everything that a run must not do, for a test of who looks: node careless-writer.ts OUT */
import { spawn } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const out = process.argv[2] as string;
const earlier = join(out, globSync('*/*.json', { cwd: out })[0] as string);
const text = readFileSync(earlier, 'utf8');
// Stopped in the middle of writing in place, of a new record, and of a page.
writeFileSync(earlier, text.slice(0, text.length / 2));
writeFileSync(join(dirname(earlier), '2026-01-03T03-04-05Z.json'), text.slice(0, text.length / 2));
writeFileSync(join(dirname(earlier), 'report.html'), '<html>');
writeFileSync(join(dirname(earlier), '.half.tmp'), '');
writeFileSync(join(tmpdir(), 'forgotten'), '');
spawn(process.execPath, ['-e', 'setTimeout(() => {}, 120_000)'], { detached: true, stdio: 'ignore' }).unref();
process.exitCode = 7;
