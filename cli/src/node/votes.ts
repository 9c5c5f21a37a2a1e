import type { Command } from 'commander';
import { byteSize, u64 } from '../command-line.js';

/** Flags that say what a node votes for, and offers. */
export interface VoteFlags {
  /** FROST for a MiB and an epoch. */
  readonly storagePrice?: bigint;
  /** FROST for writing a MiB. */
  readonly writePrice?: bigint;
  /** Bytes. */
  readonly capacity?: bigint;
}

/** Texts of the options: what the votes are for, and what holds without the option. */
interface VoteTexts {
  readonly what: string;
  readonly defaults?: Readonly<Record<keyof VoteFlags, string>>;
}

/** Adds the options of `VoteFlags` to a command. */
export function withVotes(command: Command, { what, defaults }: VoteTexts): Command {
  const or = (flag: keyof VoteFlags): string => (defaults ? ` (default: ${defaults[flag]})` : '');
  return command
    .option('--storage-price <frost>', `${what}: for each MiB and epoch${or('storagePrice')}`, u64)
    .option('--write-price <frost>', `${what}: for writing a MiB${or('writePrice')}`, u64)
    .option('--capacity <size>', `${what}: how much it can hold, as 500GiB${or('capacity')}`, byteSize);
}
