/** What the page does beyond being read: pick what is shown, and keep it in the address. Runs in the browser alone. */
import { addressOf, viewAt } from './address.ts';
import type { ChartData, View } from './data.ts';
import { elementOf } from './element.ts';
import { drawGaps } from './gap.ts';
import { type Drawing, drawThroughput } from './throughput.ts';

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
  let view = viewAt(location.hash.slice(1), charts, first);

  const show = (): void => {
    for (const [index, box] of boxes('strategy').entries()) box.checked = view.strategies[index] === true;
    for (const [index, box] of boxes('world').entries()) box.checked = view.worlds[index] === true;
    if (workload) workload.value = String(view.workload);
    if (scale) scale.value = view.scale;
    for (const place of all<HTMLElement>('[data-drawing]')) {
      const drawings = DRAWINGS[place.dataset.drawing ?? '']?.(charts, view) ?? [];
      const nothing = document.createElement('p');
      nothing.textContent = 'Nothing of what is picked has a figure here.';
      place.replaceChildren(...(drawings.length === 0 ? [nothing] : drawings.map(panelOf)));
    }
    for (const row of all<HTMLElement>('[data-strategy]')) {
      const { strategy, world, workload } = row.dataset;
      row.hidden =
        !view.strategies[Number(strategy)] ||
        (world !== undefined && !view.worlds[Number(world)]) ||
        (workload !== undefined && Number(workload) !== view.workload);
    }
    for (const table of all<HTMLElement>('.table')) {
      const rows = [...table.querySelectorAll('tbody tr')];
      table.hidden = rows.length > 0 && rows.every((row) => (row as HTMLElement).hidden);
    }
  };

  const changed = (): void => {
    view = {
      strategies: boxes('strategy').map((box) => box.checked),
      worlds: boxes('world').map((box) => box.checked),
      workload: Number(workload?.value ?? view.workload),
      scale: scale?.value === 'linear' ? 'linear' : 'log',
    };
    // A page in a file may have an address that must not be changed.
    history.replaceState(null, '', `#${addressOf(charts, view, first)}`);
    show();
  };

  document.getElementById('view')?.addEventListener('change', changed);
  for (const button of all<HTMLButtonElement>('#view button[name="all"]')) {
    button.addEventListener('click', () => {
      for (const box of boxes('strategy')) box.checked = button.value === 'all';
      changed();
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
