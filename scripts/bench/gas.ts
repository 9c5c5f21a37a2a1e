import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import {
  aggregateCertificate,
  blobCertificateMessage,
  quorumWeight,
  signMessage,
  type Certificate,
} from '@haulout/sdk/certificate';
import {
  addCertify,
  addDelete,
  addReserveAndRegister,
  addReserveAndRegisterMany,
  signingCommittee,
  storageCost,
  storageCostOfMany,
} from '@haulout/sdk/client';
import { system } from '@haulout/sdk/contracts';
import { encodedLength, encodeBlob } from '@haulout/sdk/encoding';
import { startChain } from '../../test/client/support/chain.js';
import { table } from './measure.js';

const COMMITTEES = [4, 10, 100];
const EPOCHS = [1, 10, 53];
const SHARDS = 1000;
/** Blobs of the batch. */
const BATCH = 50;

/** What every operation of a user costs in gas, for committees of 4, 10 and 100 nodes and 1, 10 and 53 epochs ahead. */
export async function benchGas(): Promise<string> {
  const rows: string[][] = [];
  for (const size of COMMITTEES) {
    const chain = await startChain(
      Array.from({ length: size }, () => 1000),
      SHARDS,
    );
    for (const epochs of EPOCHS) rows.push(...(await measure(chain, size, epochs)));
  }
  return table(
    ['operation', 'nodes', 'epochs ahead', 'computation units', 'storage, MIST', 'rebate, MIST', 'net, MIST'],
    rows,
  );
}

type Chain = Awaited<ReturnType<typeof startChain>>;

async function measure(
  { client, publisher, nodes }: Chain,
  size: number,
  epochs: number,
): Promise<string[][]> {
  const { haulout } = client;
  const contracts = await haulout.contracts();
  const state = await haulout.systemState();
  const committee = await haulout.committee();
  const owner = publisher.toSuiAddress();
  const rows: string[][] = [];
  let seed = epochs;
  const blob = () => encodeBlob(new TextEncoder().encode(`gas ${size} ${seed++}`), { nShards: 4 });
  const unencoded = 64;
  const cost = storageCost(state, unencoded, epochs);

  const run = async (what: string, build: (transaction: Transaction) => void) => {
    const transaction = new Transaction();
    build(transaction);
    const result = await client.core.signAndExecuteTransaction({
      transaction,
      signer: publisher,
      include: { effects: true, objectTypes: true },
    });
    if (result.$kind !== 'Transaction')
      throw new Error(`${what}: ${JSON.stringify(result.FailedTransaction.status)}`);
    const { effects, objectTypes } = result.Transaction;
    const { computationCost, storageCost, storageRebate } = effects.gasUsed;
    const net = BigInt(computationCost) + BigInt(storageCost) - BigInt(storageRebate);
    const units = BigInt(computationCost) / 1000n; // the devnet's reference gas price
    const cells = [units, storageCost, storageRebate, net].map((value) =>
      BigInt(value).toLocaleString('en-US'),
    );
    rows.push([what, String(size), String(epochs), ...cells]);
    return effects.changedObjects
      .filter(({ idOperation }) => idOperation === 'Created')
      .flatMap(({ objectId }) => (objectTypes[objectId]?.endsWith('::blob::Blob') ? [objectId] : []));
  };
  const certificate = async (blobId: Uint8Array, objectId: string): Promise<Certificate> => {
    const message = {
      type: 'blobCertificate',
      epoch: committee.epoch,
      blobId,
      persistence: { kind: 'deletable', objectId },
    } as const;
    const bytes = blobCertificateMessage(message);
    let weight = 0;
    const signatures = [];
    for (const { nodeId, shards } of committee.nodes) {
      if (weight >= quorumWeight(committee.nShards)) break;
      weight += shards.length;
      const { secretKey } = nodes.find((node) => node.nodeId === nodeId)!;
      signatures.push({ nodeId, signature: signMessage(secretKey, bytes) });
    }
    return aggregateCertificate(signingCommittee(committee), message, signatures);
  };
  const of = (
    { blobId, rootHash }: { blobId: Uint8Array; rootHash: Uint8Array },
    unencodedLength: number,
  ) => ({
    blobId,
    rootHash,
    unencodedLength,
  });

  await run('reserve storage', (transaction) => {
    const payment = transaction.add(coinWithBalance({ type: contracts.walType, balance: cost.storage }));
    const storage = transaction.add(
      system.reserveSpace({
        package: contracts.packageId,
        arguments: {
          self: contracts.systemObjectId,
          storageAmount: BigInt(cost.encodedBytes),
          epochsAhead: epochs,
          payment,
        },
      }),
    );
    transaction.transferObjects([storage, payment], owner);
  });
  const one = await blob();
  const [object] = await run('reserve and register a blob', (transaction) => {
    const registered = addReserveAndRegister(transaction, contracts, of(one, one.unencodedLength), {
      cost: storageCost(state, one.unencodedLength, epochs),
      epochs,
      deletable: true,
    });
    transaction.transferObjects([registered], owner);
  });
  const signed = await certificate(one.blobId, object!);
  await run('certify a blob', (transaction) => addCertify(transaction, contracts, object!, signed));
  await run('delete a blob', (transaction) => {
    transaction.transferObjects([addDelete(transaction, contracts, object!)], owner);
  });
  const many = await Promise.all(Array.from({ length: BATCH }, blob));
  const lengths = many.map(({ unencodedLength }) => unencodedLength);
  await run(`reserve and register ${BATCH} blobs`, (transaction) => {
    const registered = addReserveAndRegisterMany(
      transaction,
      contracts,
      many.map((each) => of(each, each.unencodedLength)),
      {
        cost: storageCostOfMany(state, lengths, epochs),
        sizes: lengths.map((length) => encodedLength(SHARDS, length)),
        epochs,
        deletable: true,
      },
    );
    transaction.transferObjects(registered, owner);
  });
  return rows;
}
