/** A page cannot pin its threads: whoever started the browser does, from outside. */
export async function pin(threads: readonly unknown[], cores: readonly number[]): Promise<boolean> {
  const answer = await fetch('/pin', { method: 'POST', body: JSON.stringify({ threads: threads.length, cores }) });
  return answer.json();
}

/** The page's own thread is no worker, and goes where the scheduler puts it. */
export const pinSelf = async (): Promise<boolean> => false;
