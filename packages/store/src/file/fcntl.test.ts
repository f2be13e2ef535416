import { execFileSync } from 'node:child_process';
import { remoteConformance } from '@contend/conformance';
import { expect, test } from 'vitest';

const STRATEGY = new URL('./fcntl.ts', import.meta.url);

await remoteConformance(STRATEGY);

/** What it says of its absence in a process in which `first` has run. */
function absentAfter(first: string): unknown {
  const then = `const { default: it } = await import(${JSON.stringify(STRATEGY.href)}); console.log(JSON.stringify(it.absent ?? null))`;
  const args = ['--input-type=module', '--eval', `${first};${then}`];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

test('it is absent, and says why, on a system that its package has no addon for', () => {
  expect(absentAfter('Object.defineProperty(process, "arch", { value: "s390x" })')).toBe(
    'the npm package fs-native-extensions has no addon that loads on this system: ADDON_NOT_FOUND',
  );
});

test('it is absent, and says how to mend that, where its package is not installed', () => {
  const hidden = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) { return next(name === 'fs-native-extensions' ? 'no-such-package' : name, context); } })`;
  expect(absentAfter(hidden)).toBe('the npm package fs-native-extensions is not installed: run npm ci');
});
