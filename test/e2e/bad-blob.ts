/** A dishonest writer, and the honest nodes' answer to it. */
import { Transaction } from '@mysten/sui/transactions';
import type { Network } from 'haulout';
import { aggregateCertificate } from '@haulout/sdk/certificate';
import { completeBlob, execute, signingCommittee } from '@haulout/sdk/client';
import { system } from '@haulout/sdk/contracts';
import {
  blobIdToString,
  expandSliver,
  makeInconsistencyProof,
  makeRecoverySymbol,
  metadataLayout,
  metadataTree,
  serializeInconsistencyProof,
  symbolsPerSliver,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import { publishInstead, type BadBlob } from '../encoding/support.js';

/**
 * Stores a blob, permanently and certified, whose primary slivers but the first are those of other bytes than its
 * secondary slivers, and are committed to as they are: no node can tell from what it holds.
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
  const { created } = await execute(client, 'register a bad blob', transaction, wallet);
  const { objectId } = created.find(({ type }) => type.endsWith('::blob::Blob'))!;
  const object = (await haulout.blobs.get({ blobObjectId: objectId }))!;
  await completeBlob(haulout, { object, blob, mayBeStored: false, signer: wallet });
  return bad;
}

/** Shows every node the proof that primary sliver 1 is not what it should be, and tells the chain what they sign. */
export async function invalidateBadBlob(
  { client, deployment, wallet }: Network,
  bad: BadBlob,
): Promise<void> {
  const layout = metadataLayout(bad.metadata);
  const target = { axis: 'primary', index: 1 } as const;
  const symbols = bad.secondary
    .slice(0, symbolsPerSliver(layout, target.axis))
    .map((sliver) => makeRecoverySymbol(expandSliver(sliver, layout), target.index));
  const proof = serializeInconsistencyProof(makeInconsistencyProof(symbols, target, bad.metadata));

  const committee = await client.haulout.committee();
  const path = `/v1/blobs/${blobIdToString(bad.blobId)}/inconsistencyProof/primary`;
  const signatures = await Promise.all(
    committee.nodes.map(async ({ nodeId, url }) => {
      const answer = await fetch(`${url}${path}`, { method: 'POST', body: new Uint8Array(proof) });
      const { success } = (await answer.json()) as { success: { data: { signature: string } } };
      return { nodeId, signature: new Uint8Array(Buffer.from(success.data.signature, 'base64')) };
    }),
  );
  const message = { type: 'invalidBlobId', epoch: committee.epoch, blobId: bad.blobId } as const;
  const certificate = aggregateCertificate(signingCommittee(committee), message, signatures);
  const transaction = new Transaction();
  transaction.add(
    system.invalidateBlobId({
      package: deployment.packageId,
      arguments: [
        deployment.systemObjectId,
        [...certificate.signature],
        [...certificate.signers],
        [...certificate.message],
      ],
    }),
  );
  await execute(client, 'invalidate a bad blob', transaction, wallet);
}
