/** ms of CPU time that all threads of this process have used. */
export async function cpuMs(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
