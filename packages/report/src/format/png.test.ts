import { expect, test } from 'vitest';
import { toPng } from './png.ts';

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#fff"/>${inside}</svg>`;
const size = (png: Uint8Array): number[] => {
  const header = new DataView(png.buffer, png.byteOffset);
  return [header.getUint32(16), header.getUint32(20)];
};

test('a drawing becomes a PNG of its own size, or of the width that is asked for', () => {
  const png = toPng(svg(''));
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(size(png)).toEqual([40, 20]);
  expect(size(toPng(svg(''), 120))).toEqual([120, 60]);
});

test('text is drawn', () => {
  const text = '<text x="2" y="15" font-family="Helvetica, Arial, sans-serif" font-size="14">mutex</text>';
  expect(toPng(svg(text)).length).toBeGreaterThan(toPng(svg('')).length);
});

test('what is no SVG is refused', () => {
  expect(() => toPng('<p>')).toThrow(/SVG|element/);
});
