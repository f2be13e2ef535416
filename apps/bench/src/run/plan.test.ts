import { describe, expect, it } from 'vitest';
import type { Entry } from '../catalogue/catalogue.ts';
import type { Runtime } from '../catalogue/runtime.ts';
import { plan } from './plan.ts';
import { type RunFlags, settingsOf } from './settings.ts';

const entry = (id: string, kind: Entry['kind'] = 'lock') =>
  ({ id, kind, runsIn: ['tasks', 'threads'], promises: ['threads'], plugin: 'mine.ts' }) as unknown as Entry;
const RUNTIMES = [{ name: 'node', label: 'node 26' }] as Runtime[];
const BOTH = [...RUNTIMES, { name: 'bun', label: 'bun 1' }] as Runtime[];
const FLAGS: RunFlags = { profile: 'standard', timeLimit: '10', pin: true };
const CORES = 4;

const planOf = (flags: Partial<RunFlags>, entries: Entry[]) =>
  plan(settingsOf({ ...FLAGS, ...flags }, CORES), entries, RUNTIMES, CORES);
const planned = (flags: Partial<RunFlags>, entries = [entry('mine/lock')]) =>
  planOf(flags, entries).cells.map(
    ({ entry, world, contenders, workload }) => `${entry.id} ${world} ${contenders} ${workload.name}`,
  );

describe('a plan', () => {
  it('sweeps the outside work at one short inside, with as many threads as there are cores', () => {
    expect(planned({ workloads: 'sweep' })).toEqual(
      [0, 100, 300, 1_000, 3_000, 10_000].map((ns) => `mine/lock threads ${CORES} sweep-${ns}`),
    );
    const { workloads } = planOf({ workloads: 'sweep' }, [entry('mine/lock')]);
    expect(new Set(workloads.map(({ insideNs }) => insideNs))).toEqual(new Set([100]));
  });

  it('sweeps with other numbers of threads when asked', () => {
    expect(planned({ workloads: 'sweep-300', threads: '1,8' })).toEqual([
      'mine/lock threads 1 sweep-300',
      'mine/lock threads 8 sweep-300',
    ]);
  });

  it('mostly reads, one write in so many, with as many contenders as may read at once', () => {
    const named = ['mostly-read-10', 'mostly-read-100', 'mostly-read-1000'];
    const cells = named.flatMap((name) => [`mine/lock tasks 64 ${name}`, `mine/lock threads ${CORES} ${name}`]);
    expect(planned({ workloads: 'mostly-read' })).toEqual(cells);
    const { workloads } = planOf({ workloads: 'mostly-read' }, [entry('mine/lock')]);
    expect(workloads.map(({ readsPerWrite }) => readsPerWrite)).toEqual([9, 99, 999]);
    expect(planned({ workloads: 'mostly-read-100', threads: '2,8', tasks: '5' })).toEqual([
      'mine/lock tasks 5 mostly-read-100',
      'mine/lock threads 2 mostly-read-100',
      'mine/lock threads 8 mostly-read-100',
    ]);
    for (const kind of ['counter', 'actor', 'program'] as const)
      expect(() => planned({ workloads: 'mostly-read' }, [entry('mine/other', kind)])).toThrow(/nothing to measure/);
  });

  it('measures nothing twice that was named twice', () => {
    expect(planned({ workloads: 'sweep-300,sweep,hot,hot', worlds: 'threads,threads', threads: '4' })).toEqual(
      [300, 0, 100, 1_000, 3_000, 10_000]
        .map((ns) => `mine/lock threads 4 sweep-${ns}`)
        .concat('mine/lock threads 4 hot'),
    );
  });

  it('leaves out what cannot be: work inside an actor’s section, work in a program, a sweep of tasks', () => {
    expect(() => planned({ workloads: 'sweep' }, [entry('mine/actor', 'actor')])).toThrow(/nothing to measure/);
    expect(() => planned({ inside: '0', outside: '5' }, [entry('mine/program', 'program')])).toThrow(
      /nothing to measure/,
    );
    expect(planned({ threads: '2', worlds: 'threads' }, [entry('mine/program', 'program')])).toEqual([
      'mine/program threads 2 hot',
    ]);
    expect(() => planned({ workloads: 'sweep', worlds: 'tasks' })).toThrow(/nothing to measure/);
  });

  it('leaves a strategy out of the runtimes that lack what it needs, and says which', () => {
    const absent = { ...entry('mine/absent'), absentIn: new Map([['bun 1', 'no such lock']]) };
    const settings = settingsOf({ ...FLAGS, worlds: 'tasks', tasks: '1' }, CORES);
    const both = plan(settings, [entry('mine/lock'), absent], BOTH, CORES);
    expect(both.cells.map((cell) => `${cell.entry.id} ${cell.runtime.label}`)).toEqual([
      'mine/lock node 26',
      'mine/lock bun 1',
      'mine/absent node 26',
    ]);
    expect(both.absent).toEqual([{ entry: absent, runtime: 'bun 1', reason: 'no such lock' }]);
  });

  it('leaves a strategy out everywhere once, and fails where nothing is left', () => {
    const nowhere = { ...entry('mine/nowhere'), absent: 'none', absentIn: new Map([['bun 1', 'none']]) };
    const settings = settingsOf({ ...FLAGS, worlds: 'tasks', tasks: '1' }, CORES);
    expect(plan(settings, [entry('mine/lock'), nowhere], BOTH, CORES).absent).toEqual([
      { entry: nowhere, reason: 'none' },
    ]);
    expect(() => plan(settings, [nowhere], BOTH, CORES)).toThrow(/mine\/nowhere is absent: none/);
  });

  it('sweeps and reads in the thorough profile and in no shorter one', () => {
    const cells = planned({ profile: 'thorough' });
    for (const name of ['hot', 'typical', 'long-hold', 'sweep-0', 'sweep-10000', 'mostly-read-1000']) {
      expect(cells).toContain(`mine/lock threads ${CORES} ${name}`);
    }
    expect(planned({}).filter((cell) => !cell.endsWith(' hot'))).toEqual([]);
  });
});
