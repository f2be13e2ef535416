/** A record whose every free string tries to become something else, for tests of what is made from records. */
import type { ContendRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';

export const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)//',
  '<!--<script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style><svg onload=alert(1)>',
  '[click](javascript:alert(1))',
  '![pixel](https://example.org/p.png)',
  '`</code>` | **bold** | @someone #1 $x$',
  '```\n# heading',
  '=HYPERLINK("https://example.org")',
  '+1+cmd',
  '-2-cmd',
  '@SUM(1)',
  '__proto__',
  'constructor',
  '&lt;b&gt; &#60;i&#62;',
  'javascript:alert(1)',
  '<a href=javascript:alert(1)>x</a>',
  '<base href=https://example.org/><meta http-equiv=refresh content=0>',
  '<style>@import url(https://example.org/x.css)</style>',
  ']]><script>alert(1)</script>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template engine would take
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= alert(1) %>',
  '../../x',
  '..\\..\\x',
  'toString',
  // No record with these is read; a page is not to rely on it.
  '\u2028alert(1)//\u2029',
  'a\u202egnp.exe\u2066',
  'a\u0000\u001b]0;b\u0007c',
  'W'.repeat(200),
] as const;

/** Every string that a schema leaves free, worlds and workloads included. */
export function hostileRecord(): ContendRecord {
  const at = (index: number): string => HOSTILE[index % HOSTILE.length] as string;
  const record = syntheticRecord({
    cells: HOSTILE.flatMap((strategy) =>
      [1, 2].map((contenders) => ({
        strategy,
        world: 'threads' as const,
        contenders,
        ns: 10,
        verdict: contenders === 2 ? ('lost-updates' as const) : ('exact' as const),
        workload: contenders === 2 ? 'hot' : 'sweep-100',
      })),
    ),
    blocks: 9,
  });
  record.cells.forEach((cell, index) => {
    Object.assign(cell, {
      strategyVersion: at(index),
      world: at(Math.floor(index / 12)),
      workload: cell.workload === 'hot' ? at(3) : cell.workload,
      runtime: at(4),
      pinned: false,
      reason: at(index),
      reproduce: at(index),
      explored: {
        verdict: 'no violation',
        reached: { contenders: 2, increments: 1 },
        states: 1,
        source: at(index + 1),
        says: at(index),
      },
    });
  });
  record.faults = HOSTILE.map((strategy, index) => ({
    strategy,
    strategyVersion: at(index),
    guest: true,
    world: at(index),
    contenders: 2,
    runtime: at(index),
    fault: 'forget',
    outcome: 'stuck',
    expected: 'recovered',
    seconds: 1,
    operations: null,
    observed: null,
    reason: at(index),
    reproduce: at(index),
  }));
  record.host.cpu = { vendor: at(0), model: at(1), signature: at(2) };
  record.host.os = { platform: at(2), name: at(3), release: at(4) };
  record.host.arch = at(5);
  record.host.virtualised = at(6);
  record.runtime = { name: at(7), version: at(8), engine: at(9), flags: [at(10)] };
  record.suite = { version: at(0), commit: at(3), dirty: true };
  record.plan.profile = at(0);
  record.plan.argv = [...HOSTILE];
  record.warnings = HOSTILE.map((message) => ({ code: message, message, mend: message }));
  return record;
}
