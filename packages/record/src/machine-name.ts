/**
 * Machines by the names that people call them: `EPYC Zen 5, 2 cores, Linux`. Their folders are named by `machineName`.
 *
 * A generation is named only where the processor's family and model decide it. Models that several generations share
 * (Intel's 85 is Skylake, Cascade Lake and Cooper Lake; 142 and 158 are Kaby Lake and what followed) are left to the
 * name that the processor gives itself, as are those of ARM and of Apple, whose names say it: `Apple M1`.
 *
 * @see https://github.com/torvalds/linux/blob/v6.12/arch/x86/kernel/cpu/amd.c (bsp_init_amd)
 * @see https://github.com/torvalds/linux/blob/v6.12/arch/x86/include/asm/intel-family.h
 */
import type { Host } from './schema.ts';
import { plainText } from './text.ts';

type Range = readonly [first: number, last: number];

interface Generation {
  name: string;
  models: readonly Range[];
}

const AMD: Record<number, readonly Generation[]> = {
  23: [
    { name: 'Zen', models: [span(0x00, 0x2f), span(0x50, 0x5f)] },
    { name: 'Zen 2', models: [span(0x30, 0x4f), span(0x60, 0x7f), span(0x90, 0x91), span(0xa0, 0xaf)] },
  ],
  25: [
    { name: 'Zen 3', models: [span(0x00, 0x0f), span(0x20, 0x5f)] },
    { name: 'Zen 4', models: [span(0x10, 0x1f), span(0x60, 0xaf)] },
  ],
  26: [{ name: 'Zen 5', models: [span(0x00, 0x2f), span(0x40, 0x4f), span(0x60, 0x7f)] }],
};

const INTEL: Record<number, readonly Generation[]> = {
  6: [
    { name: 'Sandy Bridge', models: [span(0x2a), span(0x2d)] },
    { name: 'Ivy Bridge', models: [span(0x3a), span(0x3e)] },
    { name: 'Haswell', models: [span(0x3c), span(0x3f), span(0x45, 0x46)] },
    { name: 'Broadwell', models: [span(0x3d), span(0x47), span(0x4f), span(0x56)] },
    { name: 'Skylake', models: [span(0x4e), span(0x5e)] },
    { name: 'Ice Lake', models: [span(0x6a), span(0x6c), span(0x7d, 0x7e)] },
    { name: 'Tiger Lake', models: [span(0x8c, 0x8d)] },
    { name: 'Comet Lake', models: [span(0xa5, 0xa6)] },
    { name: 'Rocket Lake', models: [span(0xa7)] },
    { name: 'Alder Lake', models: [span(0x97), span(0x9a)] },
    { name: 'Raptor Lake', models: [span(0xb7), span(0xba), span(0xbf)] },
    { name: 'Sapphire Rapids', models: [span(0x8f)] },
    { name: 'Emerald Rapids', models: [span(0xcf)] },
    { name: 'Granite Rapids', models: [span(0xad)] },
    { name: 'Meteor Lake', models: [span(0xaa), span(0xac)] },
    { name: 'Arrow Lake', models: [span(0xc5, 0xc6)] },
    { name: 'Lunar Lake', models: [span(0xbd)] },
  ],
};

const SYSTEMS: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows', freebsd: 'FreeBSD' };
/** Of the processor's own name: what the others of its kind do not exceed either. */
const LONGEST = 40;

function span(first: number, last = first): Range {
  return [first, last];
}

/** `EPYC Zen 5, 2 cores, Linux`: its processor, the cores that may be used, its system. Several machines may share it. */
export function shortMachineName({
  cpu,
  allowedCores,
  availableParallelism,
  os,
}: Pick<Host, 'cpu' | 'allowedCores' | 'availableParallelism' | 'os'>): string {
  const cores = allowedCores?.length ?? availableParallelism;
  const system = Object.hasOwn(SYSTEMS, os.platform) ? SYSTEMS[os.platform] : plainText(os.platform, LONGEST);
  return `${shortProcessorName(cpu)}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${system}`;
}

/**
 * The same, told apart: machines that share a name have behind it what their processors call themselves or, where these
 * agree, a number in the order of their folders.
 *
 * @param hosts by the names of their folders
 */
export function shortMachineNames(hosts: ReadonlyMap<string, Host>): Map<string, string> {
  const folders = [...hosts.keys()].sort();
  const name = (folder: string): string => shortMachineName(hosts.get(folder) as Host);
  const detailed = (folder: string): string => `${name(folder)} (${detailOf(hosts.get(folder) as Host)})`;
  const apart = distinct(
    folders,
    distinct(folders, new Map(folders.map((each) => [each, name(each)])), detailed),
    null,
  );
  return new Map([...hosts.keys()].map((folder) => [folder, apart.get(folder) as string]));
}

/** @param further what to call those that share a name; `null` for a number behind it */
function distinct(
  folders: readonly string[],
  names: ReadonlyMap<string, string>,
  further: ((folder: string) => string) | null,
): Map<string, string> {
  const sharing = Map.groupBy(folders, (folder) => names.get(folder) as string);
  return new Map(
    folders.map((folder) => {
      const name = names.get(folder) as string;
      const group = sharing.get(name) as string[];
      if (group.length === 1) return [folder, name];
      return [folder, further?.(folder) ?? `${name} #${group.indexOf(folder) + 1}`];
    }),
  );
}

const detailOf = ({ cpu, arch }: Host): string => plainText(`${cpu.signature ?? 'unknown model'}, ${arch}`, LONGEST);

/** `EPYC Zen 5`, `Xeon Platinum 8370C Ice Lake`, `Apple M1`. */
export function shortProcessorName(cpu: Host['cpu']): string {
  const plain = plainText(cpu.model)
    .replace(/\((r|tm|c)\)|[®™]/gi, ' ')
    .replace(/@.*$/, ' ')
    .replace(/\b\d+-core\b|\bprocessor\b|\bcpu\b|^\s*\d+th gen\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const line = plainText(plain.replace(/^(AMD|Intel) (?=\S)/i, ''), LONGEST) || 'Unknown processor';
  const generation = generationOf(cpu);
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return generation === null || letters(line).includes(letters(generation)) ? line : `${line} ${generation}`;
}

function generationOf({ vendor, signature }: Host['cpu']): string | null {
  const [, family, model] = /^family (\d+) model (\d+)$/.exec(signature ?? '')?.map(Number) ?? [];
  const table = /amd/i.test(vendor) ? AMD : /intel/i.test(vendor) ? INTEL : {};
  if (family === undefined || model === undefined || !Object.hasOwn(table, family)) return null;
  const found = table[family]?.find(({ models }) => models.some(([first, last]) => first <= model && model <= last));
  return found?.name ?? null;
}
