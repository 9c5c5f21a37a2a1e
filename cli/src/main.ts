import { Command } from 'commander';
import { filesCommand } from './blobs/files.js';
import { readCommand } from './blobs/read.js';
import { statusCommand } from './blobs/status.js';
import { storeCommand } from './blobs/store.js';
import { demoCommand } from './demo/command.js';
import { deployCommand } from './deploy/command.js';
import { getWalCommand } from './exchange/command.js';
import { networkCommand } from './network/command.js';

const program = new Command('haulout')
  .description('A Walrus-style storage network on Sui, in one process or on a real chain')
  .version('0.1.0')
  .addCommand(demoCommand())
  .addCommand(networkCommand())
  .addCommand(deployCommand())
  .addCommand(getWalCommand())
  .addCommand(storeCommand())
  .addCommand(readCommand())
  .addCommand(filesCommand())
  .addCommand(statusCommand());

try {
  await program.parseAsync();
} catch (error) {
  // One line says what failed; the way there only when asked for.
  const name = error instanceof Error && error.name !== 'Error' ? `${error.name}: ` : '';
  const message = error instanceof Error ? `${name}${error.message}` : String(error);
  console.error(process.env['DEBUG'] && error instanceof Error ? error.stack : `haulout: ${message}`);
  process.exitCode = 1;
}
