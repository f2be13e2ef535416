/** `contend validate`: recomputes every summary of records from their raw rounds. */
import { validatePaths } from '@contend/record';
import { Failure, STATUS } from '../failure.ts';
import { print, printJson } from '../print.ts';

export async function validate(paths: readonly string[], { json }: { json: boolean }): Promise<number> {
  const files = await validatePaths(paths);
  if (files.length === 0) throw new Failure('no-records', `no records in ${paths.join(', ')}; contend run writes some`);
  const bad = files.filter(({ ok }) => !ok);
  if (json) {
    await printJson({ ok: bad.length === 0, files });
  } else {
    const lines = files.map(({ file, ok, error }) => (ok ? `ok       ${file}` : `invalid  ${error?.message ?? file}`));
    await print(`${lines.join('\n')}\n${files.length - bad.length} valid, ${bad.length} invalid\n`);
  }
  return bad.length === 0 ? STATUS.held : STATUS.input;
}
