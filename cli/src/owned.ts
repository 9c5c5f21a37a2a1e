/** Commands that look at what an address owns: any address, or that of a key. */
import { InvalidArgument } from '@haulout/sdk/base';
import type { Command } from 'commander';
import { keystoreOption, objectId, type KeyFlags } from './command-line.js';
import { readKeystore } from './deploy/keystore.js';
import { located, type Located } from './located.js';

/** Flags that may say whose things are looked at. */
export interface OwnedFlags extends Located, Partial<KeyFlags> {
  readonly json: boolean;
}

/** A command with an owner as its argument. */
export function ofOwner(name: string, description = ''): Command {
  return located(name, description)
    .argument('[owner]', 'address; default: that of the key in the keystore', objectId)
    .addOption(keystoreOption())
    .option('--address <address>', 'which key of the keystore, if it has several')
    .option('--json', 'one JSON object, for machines', false);
}

/** The owner that was given, or the address of the key. Throws InvalidArgument; DeployError. */
export async function ownerOf(owner: string | undefined, flags: OwnedFlags): Promise<string> {
  if (owner !== undefined) return owner;
  if (flags.keystore === undefined)
    throw new InvalidArgument('give the address of an owner, or a keystore with --keystore');
  return (await readKeystore(flags.keystore, flags.address)).toSuiAddress();
}
