import type { Command } from 'commander';
import { byteSize, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { poolText } from './text.js';

interface CreateFlags extends Signed {
  readonly size: bigint;
  readonly epochs: number;
}

/** `haulout pool create` */
export function createPoolCommand(): Command {
  return signed('create', 'buy a pool')
    .requiredOption(
      '--size <size>',
      'room for encoded bytes, as 64MiB; a blob takes about 5 times its size',
      byteSize,
    )
    .requiredOption('--epochs <n>', 'epochs to pay for, the current one included', wholeNumber(1, 1000))
    .addHelpText('after', examples('haulout pool create --size 64MiB --epochs 4'))
    .action(async (flags: CreateFlags) => {
      const { haulout, signer, epochs: state } = await openSigned(flags);
      const { size, epochs } = flags;
      const made = await haulout.pools.create({ capacityBytes: size, epochs, signer });
      if (flags.json) return writeJson({ kind: 'pool', ...made });
      console.log(poolText(made, state));
    });
}
