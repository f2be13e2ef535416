/**
 * The other end of `ask`: a process that is asked one thing, answers once and ends, and goes when its parent does.
 *
 * @param answer is also told when it is asked to stop
 */
export function answerOnce<Question>(
  answer: (question: Question, stop: Promise<void>) => Promise<unknown> | unknown,
): void {
  // The terminal sends Ctrl-C to every process in front; what becomes of this one is its parent's to decide.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit());
  process.once('message', async (question: Question) => {
    const stop = new Promise<void>((resolve) => process.once('message', () => resolve()));
    process.send?.(await answer(question, stop), () => process.exit());
  });
}
