/** A dishonest writer. */
import { execute } from '@haulout/sdk/chain';
import type { Network } from 'haulout';

import { metadataTree, type EncodedBlob } from '@haulout/sdk/encoding';
import { publishInstead, type BadBlob } from './encoded.js';

/**
 * Stores a blob, permanently and certified, whose primary slivers but the first are those of other bytes than
 * its secondary slivers, and are committed to as they are: no node can tell from what it holds.
 */
export async function storeBadBlob({ client, wallet }: Network, bytes: Uint8Array): Promise<BadBlob> {
  const { haulout } = client;
  const honest = await haulout.encode({ bytes });
  const other = await haulout.encode({ bytes: bytes.map((byte) => byte ^ 0x55) });
  const bad = publishInstead(
    honest,
    other.sliverPairs.slice(1).map(({ primary }) => primary),
  );
  const blob: EncodedBlob = {
    ...honest,
    blobId: bad.blobId,
    metadata: bad.metadata,
    rootHash: metadataTree(bad.metadata).root,
    sliverPairs: honest.sliverPairs.map((pair, index) => ({ ...pair, primary: bad.primary[index]! })),
  };

  const owner = wallet.toSuiAddress();
  const terms = { epochs: 2, deletable: false, owner };
  const { transaction } = await haulout.registerTransaction({ blob, ...terms });
  const { created } = await execute({ client, what: 'register a bad blob', transaction, signer: wallet });
  const { objectId } = created.find(({ type }) => type.endsWith('::blob::Blob'))!;
  const object = (await haulout.blobs.get({ blobObjectId: objectId }))!;
  await haulout.complete({ object, blob, signer: wallet });
  return bad;
}
