/**
 * Writes interface.json: the interface of the Sui framework. Run it with the folder of the framework's
 * packages in a Sui checkout:
 *
 *   node --conditions=@haulout/source --import tsx test/chain/devnet/framework/generate-interface.ts \
 *     ../sui/crates/sui-framework/packages
 */
import { writeFileSync } from 'node:fs';
import { interfaceOf } from './interface-of.js';

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('which folder?');
const found = await interfaceOf(path);
writeFileSync(new URL('./interface.json', import.meta.url), `${JSON.stringify(found, undefined, 2)}\n`);
