/** `npm run coverage`: what the unit tests of the Move packages reach, a line for each module. */
import { measureCoverage, unreached, type Reach } from '../test/support/move-coverage.js';
import { moveFolder, packageNames, SOMEWHERE } from '../test/support/move-packages.js';
import { table } from './bench/measure.js';

const rows: string[][] = [];
const missing: string[] = [];
for (const name of packageNames) {
  const { modules } = await measureCoverage(moveFolder(name), { published: SOMEWHERE });
  missing.push(...unreached({ modules }).map((each) => `${name}::${each}`));
  for (const { module, callable, inner, instructions, errors } of modules) {
    const of = ({ reached, total }: Omit<Reach, 'missing'>) => `${reached} of ${total}`;
    const percent = ((100 * instructions.reached) / Math.max(1, instructions.total)).toFixed(1);
    rows.push([`${name}::${module}`, of(callable), of(inner), `${percent} %`, of(errors)]);
  }
}
console.log(table(['module', 'callable functions', 'inner functions', 'instructions', 'errors'], rows));
console.log(missing.length === 0 ? '\nNothing is left out.' : `\nNot reached: ${missing.join(', ')}`);
