/** `contend list`: the strategies, and what each promises where. */
import { styleText } from 'node:util';
import { wrap } from '@contend/report/layout';
import { catalogue, type Entry } from '../catalogue/catalogue.ts';
import { STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson, terminal } from '../cli/print.ts';

const INDENT = '    ';

export interface ListFlags {
  plugin: string[];
  json: boolean;
}

/** What a strategy does in a world: promises an exact count, merely runs, or neither. */
function promise({ runsIn, promises }: Entry, world: 'tasks' | 'threads'): string {
  if (promises.includes(world)) return 'exact';
  return runsIn.includes(world) ? 'no promise' : '-';
}

/** Indented, each line. */
function indented(text: string, columns: number): string {
  return wrap(text, columns - INDENT.length)
    .map((line) => INDENT + line)
    .join('\n');
}

export async function list({ plugin, json }: ListFlags): Promise<number> {
  const entries = await catalogue(
    plugin,
    process.execPath,
    interruptible(() => {}),
  );
  if (json) {
    // Paths name people and machines.
    const published = entries.map(({ module: _, program: __, twinEntry: ___, ...rest }) => rest);
    await printJson(published);
    return STATUS.held;
  }
  const { columns, colour } = terminal(process.stdout);
  const bold = (text: string) => (colour ? styleText('bold', text, { validateStream: false }) : text);
  const widest = Math.max(...entries.map(({ id }) => id.length));
  const heading = `${'strategy'.padEnd(widest)}  ${'in tasks'.padEnd(10)}  ${'in threads'.padEnd(10)}  waits by         order`;
  const rows = entries.map((entry) => {
    const { id, waits, order, summary, source, guest, absent } = entry;
    const worlds = (['tasks', 'threads'] as const).map((world) => promise(entry, world).padEnd(10)).join('  ');
    const facts = `${bold(id.padEnd(widest))}  ${worlds}  ${waits.padEnd(15)}  ${order}`;
    const about = `${summary} ${guest ? 'A guest: another project’s lock. ' : ''}(${source})`;
    const lacks = absent === undefined ? [] : [`absent here: ${absent}`];
    return [facts, ...[...lacks, about].map((each) => indented(each, columns))].join('\n');
  });
  await print(`${heading}\n\n${rows.join('\n')}\n`);
  return STATUS.held;
}
