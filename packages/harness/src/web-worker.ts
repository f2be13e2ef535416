/** A thread that runs functions of modules as it is asked to, one after the other. */
export interface Asked {
  /** URL. */
  module: string;
  name: string;
  job: unknown;
}

export type Answer = { result: unknown } | { error: string };

/** What Node's types do not have. */
interface Scope {
  onmessage: (event: { data: Asked }) => void;
  postMessage(answer: Answer): void;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = async ({ data: { module, name, job } }) => {
  try {
    scope.postMessage({ result: await (await import(module))[name](job) });
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
