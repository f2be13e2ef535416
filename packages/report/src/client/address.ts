/** The state of the view as the end of the page's address: short, and still right when the page was made anew. */
import { codeOf, codesIn } from './code.ts';
import type { ChartData, View } from './data.ts';
import { zoomOf } from './zoom.ts';

/** `''` for the view that a page opens with. */
export function addressOf(data: ChartData, view: View, first: View): string {
  const names = data.looks.map(({ name }) => name);
  const [shown, hidden] = [true, false].map((kind) => names.filter((_, index) => view.strategies[index] === kind));
  const parts = new URLSearchParams();
  // The shorter of the two lists.
  if (hidden?.length) {
    if ((shown?.length ?? 0) <= hidden.length) parts.set('only', shown?.map(codeOf).join('') ?? '');
    else parts.set('without', hidden.map(codeOf).join(''));
  }
  if (view.worlds.includes(false))
    parts.set(
      'worlds',
      data.worlds
        .filter((_, index) => view.worlds[index])
        .map(codeOf)
        .join(''),
    );
  if (view.workload !== first.workload) parts.set('workload', codeOf(data.workloads[view.workload] ?? ''));
  if (view.scale !== first.scale) parts.set('scale', view.scale);
  if (view.zoom !== null) parts.set('zoom', view.zoom.join('_'));
  return parts.toString();
}

/** Whatever it does not know it leaves as the page opens. */
export function viewAt(address: string, data: ChartData, first: View): View {
  const parts = new URLSearchParams(address);
  const picked = (key: string): Set<string> | null => {
    const text = parts.get(key);
    return text === null ? null : new Set(codesIn(text));
  };
  const [only, without, worlds] = [picked('only'), picked('without'), picked('worlds')];
  const workload = data.workloads.findIndex((name) => codeOf(name) === parts.get('workload'));
  const scale = parts.get('scale');
  const [low = Number.NaN, high = Number.NaN] = (parts.get('zoom') ?? '').split('_').map(Number);
  return {
    strategies: data.looks.map(({ name }, index) =>
      only !== null
        ? only.has(codeOf(name))
        : without !== null
          ? !without.has(codeOf(name))
          : (first.strategies[index] ?? true),
    ),
    worlds: data.worlds.map((name, index) => worlds?.has(codeOf(name)) ?? first.worlds[index] ?? true),
    workload: workload === -1 ? first.workload : workload,
    scale: scale === 'log' || scale === 'linear' ? scale : first.scale,
    zoom: zoomOf(low, high),
  };
}
