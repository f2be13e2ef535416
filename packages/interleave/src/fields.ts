/**
 * What an instance keeps in its fields, as text: two threads between calls of their lock that agree in it are in the
 * same state. What no field shows (closures, #private names) is not in the text; behaviour.ts looks out for that.
 */
export function describeFields(instance: object, shared: ReadonlyMap<unknown, string>): string {
  const seen = new Map<unknown, number>();

  function describe(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'symbol') return value.toString();
    if (value === null || (typeof value !== 'object' && typeof value !== 'function'))
      return Object.is(value, -0) ? '-0' : String(value);
    const known = shared.get(value);
    if (known !== undefined) return known;
    if (typeof value === 'function') return `function ${value.name}`;
    const before = seen.get(value);
    if (before !== undefined) return `#${before}`;
    seen.set(value, seen.size);
    if (value instanceof Map) return `Map${describe([...value])}`;
    if (value instanceof Set) return `Set${describe([...value])}`;
    if (Array.isArray(value)) return `[${value.map(describe).join()}]`;
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return `${value.constructor.name}[${String(value)}]`;
    const fields = Reflect.ownKeys(value).map(
      (key) => `${String(key)}:${describe((value as Record<PropertyKey, unknown>)[key])}`,
    );
    return `${value.constructor?.name ?? ''}{${fields.join()}}`;
  }

  return describe(instance);
}
