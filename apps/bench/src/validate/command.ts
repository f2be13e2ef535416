/** `contend validate`: recomputes every summary of records from their raw rounds, and looks at what lies beside them. */
import { STATUS } from '../cli/failure.ts';
import { print, printJson } from '../cli/print.ts';
import { validatePublished } from './published.ts';

export async function validate(paths: readonly string[], { json }: { json: boolean }): Promise<number> {
  const files = validatePublished(paths, Date.now());
  const invalid = files.filter(({ ok }) => !ok).length;
  if (json) {
    const published = files.map(({ error, ...file }) =>
      error === undefined ? file : { ...file, error: { code: error.code, message: error.message } },
    );
    await printJson({ ok: invalid === 0, files: published });
  } else {
    const line = ({ file, ok, error, recomputed }: (typeof files)[number]) => {
      if (!ok) return `invalid  ${error?.message}`;
      return `valid    ${file}${recomputed ? '' : ' (made by other formulas: its summaries were not recomputed)'}`;
    };
    await print(`${[...files.map(line), `${files.length - invalid} valid, ${invalid} invalid`].join('\n')}\n`);
  }
  return invalid === 0 ? STATUS.held : STATUS.input;
}
