import os from 'node:os';
import si from 'systeminformation';
import { linuxCaches } from './caches.ts';
import { cgroupQuota } from './cgroup.ts';
import { allowedCores } from './core-list.ts';
import { hypervisor } from './hypervisor.ts';
import { readText } from './read-text.ts';
import type { Host } from './schema.ts';
import { plainText } from './text.ts';

/** The machine that this process runs on: what it is and what of it may be used, never what it or its user is called. */
export async function describeHost(): Promise<Host> {
  const [cpu, osInfo, system] = await Promise.all([si.cpu(), si.osInfo(), si.system()]);
  const [threads, cores] = [known(cpu.cores), known(cpu.physicalCores)];
  const linux = os.platform() === 'linux';
  const status = linux ? readText('/proc/self/status') : null;
  return {
    cpu: {
      vendor: label(cpu.vendor || cpu.manufacturer),
      model: label(cpuModel() || cpu.brand),
      signature: os.arch() === 'x64' ? signature(cpu) : null,
    },
    sockets: known(cpu.processors),
    cores,
    threadsPerCore: threads === null || cores === null ? null : threads / cores,
    caches: linux
      ? linuxCaches(readText)
      : {
          l1d: known(cpu.cache.l1d),
          l1i: known(cpu.cache.l1i),
          l2: known(cpu.cache.l2),
          l3: known(cpu.cache.l3),
        },
    availableParallelism: os.availableParallelism(),
    allowedCores: status === null ? null : allowedCores(status),
    cgroupQuota: linux ? cgroupQuota(readText) : null,
    memoryBytes: os.totalmem(),
    os: { platform: os.platform(), name: label(osInfo.distro), release: label(osInfo.release) },
    kernel: label(os.release()),
    arch: os.arch(),
    governor: label(readText('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor') ?? '') || null,
    virtualised: hypervisor({
      platform: os.platform(),
      arch: os.arch(),
      flags: cpu.flags,
      virtual: system.virtual,
      virtualHost: label(system.virtualHost ?? ''),
      manufacturer: label(system.manufacturer),
    }),
  };
}

/** How many cores this process may keep busy: whole ones, at least one. */
export function usableCores({
  availableParallelism,
  allowedCores,
  cgroupQuota,
}: Pick<Host, 'availableParallelism' | 'allowedCores' | 'cgroupQuota'>): number {
  const cores = allowedCores?.length ?? availableParallelism;
  return Math.max(1, Math.min(cores, cgroupQuota === null ? cores : Math.floor(cgroupQuota)));
}

/** `AMD EPYC (family 26 model 2)`: the name alone may be all that a whole generation of virtual machines shares. */
export function processorName({ model, signature }: Host['cpu']): string {
  return signature === null ? model : `${model} (${signature})`;
}

/** @see https://docs.amd.com/v/u/en-US/24594_3.37 (CPUID leaf 1: family and model) */
function signature({ family, model }: { family: string; model: string }): string | null {
  return /^\d+$/.test(family) && /^\d+$/.test(model) ? `family ${family} model ${model}` : null;
}

/** Node's is the full name; some ARM kernels give none. */
function cpuModel(): string {
  const model = os.cpus()[0]?.model ?? '';
  return model.trim() === 'unknown' ? '' : model;
}

/** What systeminformation could not find is 0, '' or NaN. */
function known(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : null;
}

function label(text: string): string {
  return plainText(text.trim(), 200);
}
