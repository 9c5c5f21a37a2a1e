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
  return new Command('haulout')
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
}
