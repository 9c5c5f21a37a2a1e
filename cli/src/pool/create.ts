import type { Command } from 'commander';
import { byteSize, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { bucketPackage } from './bucket.js';
import { poolText } from './text.js';

interface CreateFlags extends Signed {
  readonly size: bigint;
  readonly epochs: number;
  readonly bucket: boolean;
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
    .option('--bucket', 'in a bucket: shared, and governed by a capability that can be given away', false)
    .addHelpText('after', examples('haulout pool create --size 64MiB --epochs 4'))
    .action(async (flags: CreateFlags) => {
      const { haulout, record, signer, epochs: state } = await openSigned(flags);
      const { size, epochs } = flags;
      const terms = { capacityBytes: size, epochs, signer };
      const made = flags.bucket
        ? await haulout.pools.createBucket({ packageId: bucketPackage({ record }), ...terms })
        : await haulout.pools.create(terms);
      if (flags.json) return writeJson({ kind: 'pool', ...made });
      console.log(poolText(made, state));
    });
}
