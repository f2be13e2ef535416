/** `contend list`: the strategies, and what each promises where. */

import { styleText } from 'node:util';
import { WORLDS, type World } from '@contend/counter';
import { OWN } from '@contend/harness';
import { wrap } from '@contend/report/layout';
import { catalogue, type Entry } from '../catalogue/catalogue.ts';
import { STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson, terminal } from '../cli/print.ts';

const INDENT = '    ';
/** Width of what a strategy does in a world. */
const WORLD = 12;

export interface ListFlags {
  plugin: string[];
  json: boolean;
}

/** What a strategy does in a world: promises an exact count, merely runs, or neither. */
function promise({ runsIn, promises }: Entry, world: World): string {
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
    OWN,
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
  const worlds = WORLDS.map((world) => `in ${world}`);
  const heading = [
    ...['strategy'.padEnd(widest)],
    ...worlds.map((each) => each.padEnd(WORLD)),
    'waits by       ',
    'order',
  ].join('  ');
  const rows = entries.map((entry) => {
    const { id, waits, order, summary, source, guest, absent } = entry;
    const promised = WORLDS.map((world) => promise(entry, world).padEnd(WORLD)).join('  ');
    const facts = `${bold(id.padEnd(widest))}  ${promised}  ${waits.padEnd(15)}  ${order}`;
    const about = `${summary} ${guest ? 'A guest: another project’s lock. ' : ''}(${source})`;
    const lacks = absent === undefined ? [] : [`absent here: ${absent}`];
    return [facts, ...[...lacks, about].map((each) => indented(each, columns))].join('\n');
  });
  await print(`${heading}\n\n${rows.join('\n')}\n`);
  return STATUS.held;
}
