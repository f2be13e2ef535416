/** Prints what every check finds of a strategy file. `node [flags] judge.fixture.ts URL` */
import { CHECKS, checksOf, crowdsOf, type Finding } from '@contend/conformance/checks';
import { strategiesOf } from '@contend/counter/declaration';

const url = process.argv[2] as string;
const findings: Finding[] = [];
for (const strategy of strategiesOf(await import(url), url))
  for (const world of strategy.promises)
    for (const contenders of crowdsOf(world))
      for (const name of checksOf(strategy, world))
        findings.push(await CHECKS[name]({ url, strategy, world, contenders }));
process.stdout.write(JSON.stringify(findings), () => process.exit());
