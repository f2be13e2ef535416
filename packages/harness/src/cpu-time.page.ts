/** ms of CPU time that all workers of this page have used: whoever started the browser sees it. */
export async function cpuMs(): Promise<number> {
  return (await fetch('/cpu')).json();
}
