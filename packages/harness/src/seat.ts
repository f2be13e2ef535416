/**
 * One thread's place in a cell: what each kind of strategy is to the host, in one of the cell's regions of memory.
 */
import {
  type ActorStrategy,
  type AnyAsyncLock,
  type AnyLock,
  type AsyncLockStrategy,
  type AtomicsLike,
  type Cell,
  type Client,
  type CounterStrategy,
  type LockStrategy,
  locked,
  lockedAsync,
  type Owner,
  type Port,
  type Readable,
  readable,
  readableAsync,
  type Strategy,
  type World,
} from '@contend/counter';

/** What an audit puts around a contender's lock, or around its counter where it cannot see a lock. */
export interface Wrap {
  lock(lock: AnyLock): AnyLock;
  asyncLock(lock: AnyAsyncLock): AnyAsyncLock;
  counter(counter: Client): Client;
}

export const BARE: Wrap = { lock: (lock) => lock, asyncLock: (lock) => lock, counter: (counter) => counter };

export interface Place {
  /** What the strategy is made over: `Atomics` itself, save where a fault is to fall between its steps. */
  atomics: AtomicsLike;
  world: World;
  contender: number;
  contenders: number;
  cell: Cell;
  /** An actor's client has one port for each region. */
  ports: readonly Port[];
}

/** The tasks of an event loop share a seat, and what it made. */
export interface Seat {
  /**
   * A contender's counter.
   *
   * @param inside work for the section. A counter that guards itself has no section, so it works unguarded, just before,
   *   as its user would.
   */
  client(region: number, wrap: Wrap, inside: (() => void) | undefined): Client;
  /** As {@link client}, for a contender that reads as well; undefined where the strategy has no section to read in. */
  readable: ((region: number, wrap: Wrap, inside: (() => void) | undefined) => Readable) | undefined;
  /** Whether increments are awaited; undefined where only the first one tells. */
  awaited: boolean | undefined;
  /** The count, read while no contender is at work. */
  value(region: number): number;
  /** An actor's owner, or a handle on the one that serves elsewhere, which takes no ports. */
  owner(region: number, ports: readonly Port[]): Owner;
}

/** Makes each region's instance when it is first asked for, and keeps it. */
function once<T>(make: (region: number) => T): (region: number) => T {
  const made: T[] = [];
  return (region) => {
    made[region] ??= make(region);
    return made[region];
  };
}

function noOwner(): never {
  throw new Error('only actors have an owner');
}

/** Runs the strategy's `make`: once per thread, so that what was warmed is what is measured. */
export function takeSeat(strategy: Strategy, place: Place): Seat {
  switch (strategy.kind) {
    case 'lock':
      return lockSeat(strategy, place);
    case 'async-lock':
      return asyncLockSeat(strategy, place);
    case 'counter':
      return counterSeat(strategy, place);
    case 'actor':
      return actorSeat(strategy, place);
  }
}

function regionOf({ cell }: Place, region: number) {
  const at = cell.regions[region];
  if (at === undefined) throw new RangeError(`the cell has no region ${region}`);
  return at;
}

function lockSeat(strategy: LockStrategy, place: Place): Seat {
  const { atomics, cell, world, contender, contenders } = place;
  const Made = strategy.make(atomics, { memory: cell.memory, world });
  const at = once((region) => new Made(cell.view, regionOf(place, region).base, contender, contenders));
  const count = (region: number) => ({ view: cell.view, index: regionOf(place, region).count });
  return {
    client: (region, wrap, inside) => locked(wrap.lock(at(region)), count(region), inside),
    readable: (region, wrap, inside) => readable(wrap.lock(at(region)), strategy.reads, count(region), inside),
    awaited: false,
    value: (region) => cell.view[count(region).index] as number,
    owner: noOwner,
  };
}

function asyncLockSeat(strategy: AsyncLockStrategy, place: Place): Seat {
  const { atomics, cell, world, contender, contenders } = place;
  const Made = strategy.make(atomics, { memory: cell.memory, world });
  const at = once((region) => new Made(cell.view, regionOf(place, region).base, contender, contenders));
  const count = (region: number) => ({ view: cell.view, index: regionOf(place, region).count });
  return {
    client: (region, wrap, inside) => lockedAsync(wrap.asyncLock(at(region)), count(region), inside),
    readable: (region, wrap, inside) =>
      readableAsync(wrap.asyncLock(at(region)), strategy.reads, count(region), inside),
    awaited: true,
    value: (region) => cell.view[count(region).index] as number,
    owner: noOwner,
  };
}

function counterSeat(strategy: CounterStrategy, place: Place): Seat {
  const { atomics, cell, world, contender, contenders } = place;
  const Made = strategy.make(atomics, { memory: cell.memory, world });
  const at = once((region) => new Made(cell.view, regionOf(place, region).base, contender, contenders));
  return {
    client(region, wrap, inside) {
      const counter = wrap.counter(at(region));
      return inside === undefined ? counter : workingBefore(counter, inside);
    },
    readable: undefined,
    awaited: world === 'tasks' ? true : undefined,
    value: (region) => at(region).value(),
    owner: noOwner,
  };
}

function workingBefore(counter: Client, inside: () => void): Client {
  return {
    increment() {
      inside();
      return counter.increment();
    },
  };
}

function actorSeat(strategy: ActorStrategy, place: Place): Seat {
  const { atomics, cell, world, contender, contenders } = place;
  const { Owner, Client } = strategy.make(atomics, { memory: cell.memory, world });
  const at = once((region) => {
    const port = place.ports[region];
    if (port === undefined) throw new Error('an actor’s client needs a port for each region');
    return new Client(cell.view, regionOf(place, region).base, contender, contenders, port);
  });
  const owner = (region: number, ports: readonly Port[]) =>
    new Owner(cell.view, regionOf(place, region).base, contenders, ports);
  return {
    client: (region, wrap) => wrap.counter(at(region)),
    readable: undefined,
    awaited: undefined,
    value: (region) => owner(region, []).value(),
    owner,
  };
}
