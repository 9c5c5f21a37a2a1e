/**
 * Writes interface.json: the interface of the Sui framework, for the modules that ours has. Run it with the
 * folder of the framework's packages in a Sui checkout:
 *
 *   node --conditions=@haulout/source --import tsx test/chain/devnet/framework/generate-interface.ts \
 *     ../sui/crates/sui-framework/packages
 */
import { writeFileSync } from 'node:fs';
import { frameworkDirectory, interfaceOf } from './interface-of.js';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('which folder?');
const ours = await interfaceOf(frameworkDirectory);
const theirs = await interfaceOf(path);
const kept = Object.fromEntries(Object.entries(theirs).filter(([name]) => name in ours));
writeFileSync(new URL('./interface.json', import.meta.url), `${JSON.stringify(kept, undefined, 2)}\n`);
