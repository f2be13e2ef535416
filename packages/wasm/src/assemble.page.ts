/** As assemble.ts, in a page of a browser: each thread assembles the text that it fetches. */
const FEATURES = { threads: true };

export async function assembled(source: URL): Promise<WebAssembly.Module> {
  const text = await (await fetch(source)).text();
  const { default: load } = await import('wabt');
  const module = (await load()).parseWat(source.pathname, text, FEATURES);
  const bytes = new Uint8Array(module.toBinary({}).buffer);
  module.destroy();
  return new WebAssembly.Module(bytes);
}

/** The module's functions, on the cell's memory. */
export function on<Exports>(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  return new WebAssembly.Instance(module, { contend: { memory } }).exports as Exports;
}
