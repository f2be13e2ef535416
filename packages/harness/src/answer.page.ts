/** The other end of `ask` in a page: it asks what it is asked, posts its answer, and goes on to where the next page is. */
export async function answerOnce<Question>(
  answer: (question: Question, stop: Promise<unknown>) => Promise<unknown> | unknown,
): Promise<void> {
  // While this has no end, whoever asks knows that the page is there.
  const stop = fetch('/stop').then((response) => response.text());
  const question = await (await fetch('/question')).json();
  await fetch('/answer', { method: 'POST', body: JSON.stringify((await answer(question, stop)) ?? null) });
  location.replace(await (await fetch('/next')).text());
}
