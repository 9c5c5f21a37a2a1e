/** `haulout move ...`: build and test Move packages on the devnet's compiler and machine. */
import { Command } from 'commander';
import { moveBuildCommand } from './build.js';
import { moveTestCommand } from './test.js';

/** `haulout move` */
export function moveCommand(): Command {
  return new Command('move').addCommand(moveTestCommand()).addCommand(moveBuildCommand());
}
