/** A mutex that is taken, `waiters` that come after that, and a release: who is served when. */
interface AnyMutex {
  acquire(): unknown;
  release(): void;
}

/** @throws Error that names the first waiter who is not served in its turn. @returns how many were served */
export async function servedInOrder(mutex: AnyMutex, waiters: number): Promise<number> {
  await mutex.acquire();
  let served = 0;
  const waiting = Array.from({ length: waiters }, async (_, comer) => {
    await mutex.acquire();
    if (comer !== served) throw new Error(`waiter ${comer} was served as number ${served}`);
    served++;
    mutex.release();
  });
  mutex.release();
  await Promise.all(waiting);
  return served;
}
