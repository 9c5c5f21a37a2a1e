import { endWithReader } from './reader-gone.js';
import { run } from './run.js';

endWithReader();
process.exitCode = await run(process.argv.slice(2));
