/** `haulout pool ...`: storage of one period for many blobs. */
import { Command } from 'commander';
import { changeCommands } from './change.js';
import { createPoolCommand } from './create.js';
import { listPoolsCommand, showPoolCommand } from './show.js';
import { storeInPoolCommand } from './store.js';

/** `haulout pool` */
export function poolCommand(): Command {
  const command = new Command('pool')
    .addCommand(createPoolCommand())
    .addCommand(listPoolsCommand())
    .addCommand(showPoolCommand())
    .addCommand(storeInPoolCommand());
  for (const each of changeCommands()) command.addCommand(each);
  return command;
}
