import { Command } from 'commander';
import { filesCommand } from './blobs/files.js';
import { readCommand } from './blobs/read.js';
import { statusCommand } from './blobs/status.js';
import { storeCommand } from './blobs/store.js';
import { committeeCommand } from './committee/command.js';
import { demoCommand } from './demo/command.js';
import { deployCommand } from './deploy/command.js';
import { epochCommand } from './epoch/command.js';
import { getWalCommand } from './exchange/command.js';
import { networkCommand } from './network/command.js';
import { nodeCommand } from './node/command.js';
import { stakeCommand } from './stake/command.js';

/** The `haulout` command with everything it can do. */
export function createProgram(): Command {
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
    .addCommand(statusCommand())
    .addCommand(stakeCommand())
    .addCommand(nodeCommand())
    .addCommand(epochCommand())
    .addCommand(committeeCommand());
  tidyHelp(program);
  return program;
}

/** Makes the help of all commands readable in a terminal of 80 columns. */
function tidyHelp(command: Command): void {
  // Text wraps also where the names of commands are long.
  command.configureHelp({ minWidthToWrap: 24 });
  // That a flag is off unless it is given goes without saying. The command has taken the default over
  // already.
  for (const option of command.options) if (option.defaultValue === false) option.defaultValue = undefined;
  command.commands.forEach(tidyHelp);
}
