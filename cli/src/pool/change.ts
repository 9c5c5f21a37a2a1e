import type { Command } from 'commander';
import { byteSize, objectId, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { size as sizeText } from '../format.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { bucketOf, withCap, type CapFlags } from './bucket.js';
import { poolText } from './text.js';

interface EpochsFlags extends Signed, CapFlags {
  readonly epochs: number;
}
interface SizeFlags extends Signed, CapFlags {
  readonly size: bigint;
}

/** The commands that change a pool, or what is in it. */
export const changeCommands = (): readonly Command[] => [
  deleteCommand(),
  extendCommand(),
  growCommand(),
  shrinkCommand(),
  destroyCommand(),
];

const ofPool = (name: string, description: string, ...lines: readonly string[]) =>
  signed(name, description)
    .argument('<pool-id>', 'of the pool', objectId)
    .addHelpText('after', examples(...lines));

const ofAnyPool: typeof ofPool = (...about) => withCap(ofPool(...about));

/** `haulout pool delete POOL_ID BLOB_ID` */
function deleteCommand(): Command {
  return ofAnyPool('delete', 'delete a blob of a pool', 'haulout pool delete POOL_ID BLOB_ID')
    .argument('<blob-id>', 'of the blob')
    .action(async (poolId: string, blobId: string, flags: Signed & CapFlags) => {
      const opened = await openSigned(flags);
      const { haulout, signer, epochs: state } = opened;
      const bucket = await bucketOf(poolId, flags, opened);
      const { digest } = await haulout.pools.delete({ poolId, bucket, blobId, signer });
      const pool = await haulout.pools.get({ poolId });
      if (flags.json) return writeJson({ kind: 'deleted', blobId, digest, pool });
      console.log(poolText({ pool }, state));
    });
}

/** `haulout pool extend POOL_ID` */
function extendCommand(): Command {
  return ofAnyPool('extend', 'prolong a pool and all its blobs', 'haulout pool extend POOL_ID --epochs 2')
    .requiredOption('--epochs <n>', 'epochs to add to its end', wholeNumber(1, 1000))
    .action(async (poolId: string, flags: EpochsFlags) => {
      const opened = await openSigned(flags);
      const { haulout, signer, epochs: state } = opened;
      const bucket = await bucketOf(poolId, flags, opened);
      const extended = await haulout.pools.extend({ poolId, bucket, epochs: flags.epochs, signer });
      if (flags.json) return writeJson({ kind: 'pool', ...extended });
      console.log(poolText(extended, state));
    });
}

/** `haulout pool grow POOL_ID` */
function growCommand(): Command {
  return ofAnyPool('grow', 'buy more room in a pool', 'haulout pool grow POOL_ID --size 64MiB')
    .requiredOption('--size <size>', 'room to add, for encoded bytes, as 64MiB', byteSize)
    .action(async (poolId: string, flags: SizeFlags) => {
      const opened = await openSigned(flags);
      const { haulout, signer, epochs: state } = opened;
      const bucket = await bucketOf(poolId, flags, opened);
      const grown = await haulout.pools.increase({ poolId, bucket, bytes: flags.size, signer });
      if (flags.json) return writeJson({ kind: 'pool', ...grown });
      console.log(poolText(grown, state));
    });
}

/** `haulout pool shrink POOL_ID` */
function shrinkCommand(): Command {
  return ofPool(
    'shrink',
    'take free room out, as storage for other blobs',
    'haulout pool shrink POOL_ID --size 1MiB',
  )
    .requiredOption('--size <size>', 'room to take out, of encoded bytes, as 64MiB', byteSize)
    .action(async (poolId: string, flags: SizeFlags) => {
      const { haulout, signer } = await openSigned(flags);
      const taken = await haulout.pools.decrease({ poolId, bytes: flags.size, signer });
      if (flags.json) return writeJson({ kind: 'storage', ...taken });
      console.log(`${sizeText(flags.size)} taken out\nstorage ${taken.storageObjectId}`);
    });
}

/** `haulout pool destroy POOL_ID` */
function destroyCommand(): Command {
  return ofAnyPool(
    'destroy',
    'give a pool up; blobs of one that has ended go with it',
    'haulout pool destroy POOL_ID',
  ).action(async (poolId: string, flags: Signed & CapFlags) => {
    const opened = await openSigned(flags);
    const bucket = await bucketOf(poolId, flags, opened);
    const taken = await opened.haulout.pools.destroy({ poolId, bucket, signer: opened.signer });
    if (flags.json) return writeJson({ kind: 'storage', ...taken });
    console.log(`given up\nstorage ${taken.storageObjectId}`);
  });
}
