/**
 * `npm run simulate -- [rounds] [OPTIONS]`: whole networks in virtual time, or rounds of challenges on
 * paper. The options are those of `simulate/networks.ts` and `simulate/rounds.ts`.
 */
import { simulateNetworks } from './simulate/networks.js';
import { simulateRounds } from './simulate/rounds.js';

const [mode, ...args] = process.argv.slice(2);
if (mode === 'rounds') simulateRounds(args);
else await simulateNetworks(process.argv.slice(2));
