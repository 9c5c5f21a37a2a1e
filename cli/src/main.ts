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
  console.error(process.env['DEBUG'] && error instanceof Error ? error.stack : `haulout: ${lineOf(error)}`);
  process.exitCode = 1;
}

/** One line says what failed, and what was behind it; the way there only when asked for. */
function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const line = error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
  const { cause } = error;
  const says = cause instanceof Error && !line.includes(cause.message);
  return says ? `${line} (${lineOf(cause)})` : line;
}
