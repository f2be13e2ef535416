/** A drawing as plain data: the report draws it as text, the page as elements. Neither makes markup of a string. */
export interface Shape {
  tag: string;
  attributes: Readonly<Record<string, string | number>>;
  children: readonly (Shape | string)[];
}

export function shape(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Shape | string)[]
): Shape {
  return { tag, attributes, children };
}
