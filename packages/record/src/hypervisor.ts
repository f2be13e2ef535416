/** What of systeminformation's answers tells whether this is a virtual machine. */
export interface Signs {
  platform: string;
  arch: string;
  /** The processor's feature flags. */
  flags: string;
  virtual: boolean;
  virtualHost: string;
  manufacturer: string;
}

/**
 * The hypervisor's name, 'unknown' for one without, 'no', or `null` where it cannot be told.
 *
 * On Linux x86-64 the processor's own flag decides: CPUID leaf 1, ECX bit 31, which hypervisors set and hardware never
 * does. The other signs are guesses there: the kernel's log names KVM on hosts too, and only root may read it.
 *
 * @see https://docs.kernel.org/virt/kvm/x86/cpuid.html
 */
export function hypervisor({ platform, arch, flags, virtual, virtualHost, manufacturer }: Signs): string | null {
  const name = virtualHost || manufacturer || 'unknown';
  if (platform === 'linux' && arch === 'x64' && flags !== '')
    return flags.split(' ').includes('hypervisor') ? name : 'no';
  if (virtual) return name;
  return platform === 'linux' ? null : 'no';
}
