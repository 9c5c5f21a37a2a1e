import { HauloutError } from '@haulout/sdk/base';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { operated, type Operated } from '../node/operated.js';
import { inColour } from '../table.js';
import { examine } from './examine.js';
import { findingsText } from './findings-text.js';

/** `haulout node doctor` */
export function doctorCommand(): Command {
  return operated(
    'doctor',
    'look at all that a node needs, whether or not it runs; fails if something is bad',
  )
    .addHelpText('after', examples('haulout node doctor'))
    .action(async (flags: Operated) => {
      const findings = await examine(flags, Date.now);
      if (flags.json) writeJson({ kind: 'doctor', findings });
      else console.log(findingsText(findings, inColour()));
      const bad = findings.filter(({ state }) => state === 'bad');
      if (bad.length > 0) throw new NodeUnwell(bad.map(({ check }) => check));
    });
}

/** Something that the node needs is bad. */
class NodeUnwell extends HauloutError<'NODE_UNWELL'> {
  override readonly name: string = 'NodeUnwell';
  constructor(checks: readonly string[]) {
    const message = `${count(checks.length, 'thing')} ${checks.length === 1 ? 'is' : 'are'} bad`;
    super({ code: 'NODE_UNWELL', message: `${message}: ${checks.join(', ')}`, values: { checks } });
  }
}
