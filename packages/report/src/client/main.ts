/** What the page does beyond being read: pick what is shown, and keep it in the address. Runs in the browser alone. */
import { addressOf, viewAt } from './address.ts';
import { type ChartData, pointsShown, type View } from './data.ts';
import { onDrag } from './drag.ts';
import { elementOf } from './element.ts';
import { drawGaps } from './gap.ts';
import type { Drawing } from './plot.ts';
import { rangeOf, scaleOver } from './scale.ts';
import { drawThroughput, ratesOf } from './throughput.ts';
import { zoomedBy, zoomOf } from './zoom.ts';

const DRAWINGS: Record<string, (data: ChartData, view: View) => Drawing[]> = {
  throughput: drawThroughput,
  gap: drawGaps,
};

interface PageData {
  charts: ChartData;
  first: View;
}

function panelOf({ title, drawing }: Drawing): Element {
  const panel = document.createElement('div');
  panel.className = 'panel';
  const heading = document.createElement('p');
  heading.textContent = title;
  panel.append(heading, elementOf(drawing));
  return panel;
}

function start({ charts, first }: PageData): void {
  const all = <E extends Element>(selector: string): E[] => [...document.querySelectorAll<E>(selector)];
  const boxes = (name: string): HTMLInputElement[] => all(`#view input[name="${name}"]`);
  const [workload, scale] = [
    all<HTMLSelectElement>('#view select[name="workload"]')[0],
    all<HTMLSelectElement>('#view select[name="scale"]')[0],
  ];
  const zooms = all<HTMLButtonElement>('#view button[name="zoom"]');
  let view = viewAt(location.hash.slice(1), charts, first);

  const show = (): void => {
    for (const [index, box] of boxes('strategy').entries()) box.checked = view.strategies[index] === true;
    for (const [index, box] of boxes('world').entries()) box.checked = view.worlds[index] === true;
    if (workload) workload.value = String(view.workload);
    if (scale) scale.value = view.scale;
    for (const button of zooms) button.disabled = view.zoom === null && button.value !== 'in';
    for (const place of all<HTMLElement>('[data-drawing]')) {
      const drawings = DRAWINGS[place.dataset.drawing ?? '']?.(charts, view) ?? [];
      const nothing = document.createElement('p');
      nothing.textContent = 'Nothing of what is picked has a figure here.';
      place.replaceChildren(...(drawings.length === 0 ? [nothing] : drawings.map(panelOf)));
    }
    for (const row of all<HTMLElement>('[data-strategy]')) {
      const { strategy, world, workload } = row.dataset;
      // Of a drawing, too, whose elements have no property of that name.
      row.toggleAttribute(
        'hidden',
        // Of another record's there are more than can be picked.
        view.strategies[Number(strategy)] === false ||
          (world !== undefined && !view.worlds[Number(world)]) ||
          (workload !== undefined && Number(workload) !== view.workload),
      );
    }
    for (const table of all<HTMLElement>('.table')) {
      const rows = [...table.querySelectorAll('tbody tr')];
      table.hidden = rows.length > 0 && rows.every((row) => (row as HTMLElement).hidden);
    }
  };

  const see = (next: View): void => {
    view = next;
    // A page in a file may have an address that must not be changed.
    history.replaceState(null, '', `#${addressOf(charts, view, first)}`);
    show();
  };

  const changed = (): void => {
    const picked = Number(workload?.value ?? view.workload);
    see({
      strategies: boxes('strategy').map((box) => box.checked),
      worlds: boxes('world').map((box) => box.checked),
      workload: picked,
      scale: scale?.value === 'linear' ? 'linear' : 'log',
      // Figures of another workload lie elsewhere.
      zoom: picked === view.workload ? view.zoom : null,
    });
  };

  document.getElementById('view')?.addEventListener('change', changed);
  for (const button of all<HTMLButtonElement>('#view button[name="all"]')) {
    button.addEventListener('click', () => {
      for (const box of boxes('strategy')) box.checked = button.value === 'all';
      changed();
    });
  }
  const factors: Record<string, number> = { in: 0.5, out: 2, whole: Number.POSITIVE_INFINITY };
  for (const button of zooms) {
    button.addEventListener('click', () => {
      const whole = rangeOf(ratesOf(pointsShown(charts, view)), view.scale);
      see({ ...view, zoom: zoomedBy(whole, view, factors[button.value] ?? 1) });
    });
  }
  for (const place of all('[data-drawing]')) {
    onDrag(place, (svg, from, to) => {
      const [low = Number.NaN, high = Number.NaN] = (svg.dataset.range ?? '').split('_').map(Number);
      const { value } = scaleOver([low, high], view.scale, 1);
      see({ ...view, zoom: zoomOf(value(from), value(to)) ?? view.zoom });
    });
  }
  addEventListener('hashchange', () => {
    // An address without an equals sign is a section's.
    if (!location.hash.includes('=') && location.hash !== '') return;
    view = viewAt(location.hash.slice(1), charts, first);
    show();
  });
  document.documentElement.classList.add('js');
  show();
}

start(JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData);
