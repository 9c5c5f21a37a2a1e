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
} from '@haulout/sdk/chain';

import { blob as blobModule, sharedBlob, storageResource, system } from '@haulout/sdk/contracts';
import { blobIdFromString, blobIdToInteger, computeBlobId, encodedLength } from '@haulout/sdk/encoding';
import { startChain } from '../../test/support/paper-chain.js';
import { number, table } from './measure.js';
import type { Progress } from './progress.js';

const COMMITTEES = [4, 10, 100];
const EPOCHS = [1, 10, 53];
const MAX_EPOCHS = 53;
const SHARDS = 1000;
/** Blobs registered at once. */
const BATCH = 50;
/** Blobs certified at once. */
const CERTIFICATES = [1, 8, 12, 16, 32, 50];
/** Bytes of each blob. */
const BLOB_BYTES = 64;

/** What one transaction cost. Amounts in MIST. */
interface Sample {
  readonly operation: string;
  readonly nodes: number;
  /** 0 where epochs have no part in it. */
  readonly epochs: number;
  readonly units: bigint;
  readonly storage: bigint;
  readonly rebate: bigint;
}

/**
 * What every operation of a user costs in gas, for committees of 4, 10 and 100 nodes and 1, 10 and 53 epochs
 * ahead, as a table. Rows that differ in nothing else are one.
 */
export async function benchGas(progress: Progress): Promise<string> {
  const samples: Sample[] = [];
  progress.expect(COMMITTEES.length * (EPOCHS.length + 2));
  for (const size of COMMITTEES) {
    const bench = await GasBench.start(size);
    for (const epochs of EPOCHS) {
      progress.step(`${size} nodes, ${epochs} epochs ahead`);
      await bench.measureStorage(epochs);
    }
    progress.step(`${size} nodes, storage`);
    await bench.measureStorageResources();
    progress.step(`${size} nodes, blobs`);
    await bench.measureBlobs();
    samples.push(...bench.samples);
    bench.stop();
  }
  return table(['operation', 'nodes', 'epochs', 'units', 'storage', 'rebate', 'net'], rowsOf(samples));
}

type Chain = Awaited<ReturnType<typeof startChain>>;
type Haulout = Chain['client']['haulout'];
type Contracts = Awaited<ReturnType<Haulout['contracts']>>;
type State = Awaited<ReturnType<Haulout['systemState']>>;
type Committee = Awaited<ReturnType<Haulout['committee']>>;
type Plan = (transaction: Transaction) => void;

/** A commitment to bytes that nobody has: the chain does not ask. */
interface PaperBlob {
  readonly blobId: Uint8Array;
  readonly rootHash: Uint8Array;
  readonly unencodedLength: number;
}

class GasBench {
  readonly samples: Sample[] = [];
  readonly #chain: Chain;
  readonly #contracts: Contracts;
  readonly #state: State;
  readonly #committee: Committee;
  readonly #owner: string;
  #blobs = 0;

  private constructor(chain: Chain, [contracts, state, committee]: readonly [Contracts, State, Committee]) {
    this.#chain = chain;
    this.#contracts = contracts;
    this.#state = state;
    this.#committee = committee;
    this.#owner = chain.publisher.toSuiAddress();
  }

  static async start(nodes: number): Promise<GasBench> {
    const stakes = Array.from({ length: nodes }, () => 1000);
    const chain = await startChain(stakes, SHARDS, {}, MAX_EPOCHS);
    const { haulout } = chain.client;
    const parts = [haulout.contracts(), haulout.systemState(), haulout.committee()] as const;
    return new GasBench(chain, await Promise.all(parts));
  }

  stop(): void {
    this.#chain.devnet.stop();
  }

  /** What depends on how many epochs are bought. */
  async measureStorage(epochs: number): Promise<void> {
    const { packageId, systemObjectId } = this.#contracts;
    const size = BigInt(encodedLength(SHARDS, BLOB_BYTES));
    await this.#reserve('reserve storage', epochs, { bytes: size, ahead: epochs });
    await this.#registerMany(`reserve and register ${BATCH} blobs`, epochs, { count: BATCH, ahead: epochs });
    await this.#registerMany('reserve and register a blob', epochs, { count: 1, ahead: epochs });

    const [object] = await this.#certified(1);
    const by = Math.min(epochs, MAX_EPOCHS - 1);
    await this.#run('extend a blob', epochs, (transaction) => {
      const price = storageCost(this.#state, BLOB_BYTES, by).storage;
      const payment = this.#pay(transaction, price);
      transaction.add(
        system.extendBlob({
          package: packageId,
          arguments: { self: systemObjectId, blob: object!, extendedEpochs: by, payment },
        }),
      );
      transaction.transferObjects([payment], this.#owner);
    });

    const [funded] = await this.#certified(1);
    const [shared] = await this.#run('share a blob with funds', 0, (transaction) => {
      const funds = this.#pay(transaction, storageCost(this.#state, BLOB_BYTES, MAX_EPOCHS).storage);
      transaction.add(sharedBlob.newFunded({ package: packageId, arguments: { blob: funded!, funds } }));
    });
    await this.#run('extend a shared blob', epochs, (transaction) =>
      transaction.add(
        sharedBlob.extend({
          package: packageId,
          arguments: { self: shared!, system: systemObjectId, extendedEpochs: by },
        }),
      ),
    );
    await this.#run('fund a shared blob', 0, (transaction) =>
      transaction.add(
        sharedBlob.fund({
          package: packageId,
          arguments: { self: shared!, addedFunds: this.#pay(transaction, 1000n) },
        }),
      ),
    );
  }

  /** Of what does not, that on storage. */
  async measureStorageResources(): Promise<void> {
    const { packageId } = this.#contracts;
    const size = BigInt(encodedLength(SHARDS, BLOB_BYTES));
    const [storage] = await this.#reserve(undefined, 0, { bytes: 2n * size, ahead: 4 });
    const [rest] = await this.#run('split storage by size', 0, (transaction) => {
      const options = { package: packageId, arguments: { self: storage!, splitSize: size } };
      transaction.transferObjects([transaction.add(storageResource.splitBySize(options))], this.#owner);
    });
    await this.#run('fuse storage', 0, (transaction) =>
      transaction.add(
        storageResource.fuse({ package: packageId, arguments: { self: storage!, other: rest! } }),
      ),
    );
    const [later] = await this.#run('split storage by epoch', 0, (transaction) => {
      const options = {
        package: packageId,
        arguments: { self: storage!, splitEpoch: this.#state.epoch + 2 },
      };
      transaction.transferObjects([transaction.add(storageResource.splitByEpoch(options))], this.#owner);
    });
    await this.#run('destroy storage', 0, (transaction) =>
      transaction.add(storageResource.destroy({ package: packageId, arguments: { self: later! } })),
    );
  }

  /** Of what does not, that on blobs. */
  async measureBlobs(): Promise<void> {
    const { packageId, systemObjectId } = this.#contracts;
    const size = BigInt(encodedLength(SHARDS, BLOB_BYTES));
    const ofOne = await this.#reserve(undefined, 0, { bytes: size, ahead: 1 });
    const blob = this.#newBlob();
    const [object] = await this.#run('register on storage at hand', 0, (transaction) => {
      const payment = this.#pay(transaction, storageCost(this.#state, BLOB_BYTES, 1).write);
      const registered = transaction.add(
        system.registerBlob({
          package: packageId,
          arguments: {
            self: systemObjectId,
            storage: ofOne[0]!,
            blobId: blobIdToInteger(blob.blobId),
            rootHash: blobIdToInteger(blob.rootHash),
            size: blob.unencodedLength,
            encodingType: 1,
            deletable: true,
            writePayment: payment,
          },
        }),
      );
      transaction.transferObjects([registered, payment], this.#owner);
    });
    for (const count of CERTIFICATES)
      await this.#certified(count, `certify ${count} blob${count > 1 ? 's' : ''}`);

    const [extended] = await this.#certified(1);
    const [extension] = await this.#run(undefined, 0, (transaction) => {
      // Paid for from the current epoch on.
      const payment = this.#pay(transaction, storageCost(this.#state, BLOB_BYTES, 2).storage);
      const { epoch } = this.#state;
      const bought = transaction.add(
        system.reserveSpaceForEpochs({
          package: packageId,
          arguments: {
            self: systemObjectId,
            storageAmount: size,
            startEpoch: epoch + 1,
            endEpoch: epoch + 2,
            payment,
          },
        }),
      );
      transaction.transferObjects([bought, payment], this.#owner);
    });
    await this.#run('extend with storage at hand', 0, (transaction) =>
      transaction.add(
        system.extendBlobWithResource({
          package: packageId,
          arguments: { self: systemObjectId, blob: extended!, extension: extension! },
        }),
      ),
    );
    await this.#run('set an attribute', 0, (transaction) =>
      transaction.add(
        blobModule.insertOrUpdateMetadataPair({
          package: packageId,
          arguments: { self: extended!, key: 'content-type', value: 'image/png' },
        }),
      ),
    );
    await this.#run('delete a blob', 0, (transaction) =>
      transaction.transferObjects([addDelete(transaction, this.#contracts, object!)], this.#owner),
    );
    await this.#run('burn a blob', 0, (transaction) =>
      transaction.add(blobModule.burn({ package: packageId, arguments: { self: extended! } })),
    );
  }

  /** Reserves storage for the epochs `ahead`, the current one included. */
  #reserve(
    operation: string | undefined,
    epochs: number,
    { bytes, ahead }: { readonly bytes: bigint; readonly ahead: number },
  ): Promise<string[]> {
    return this.#run(operation, epochs, (transaction) => {
      const price = storageCost(this.#state, BLOB_BYTES, ahead).storage;
      const payment = this.#pay(transaction, 2n * price);
      const options = {
        package: this.#contracts.packageId,
        arguments: {
          self: this.#contracts.systemObjectId,
          storageAmount: bytes,
          epochsAhead: ahead,
          payment,
        },
      };
      transaction.transferObjects([transaction.add(system.reserveSpace(options)), payment], this.#owner);
    });
  }

  /** Registers blobs; resolves to their objects. */
  async #registerMany(
    operation: string | undefined,
    epochs: number,
    { count, ahead }: { readonly count: number; readonly ahead: number },
  ): Promise<Map<string, PaperBlob>> {
    const blobs = Array.from({ length: count }, () => this.#newBlob());
    const deletable = false;
    const objects = await this.#run(operation, epochs, (transaction) => {
      const lengths = blobs.map(({ unencodedLength }) => unencodedLength);
      const registered =
        count === 1
          ? [
              addReserveAndRegister(transaction, this.#contracts, {
                blob: blobs[0]!,
                cost: storageCost(this.#state, BLOB_BYTES, ahead),
                epochs: ahead,
                deletable,
              }),
            ]
          : addReserveAndRegisterMany(transaction, this.#contracts, {
              blobs,
              cost: storageCostOfMany(this.#state, lengths, ahead),
              sizes: lengths.map((length) => encodedLength(SHARDS, length)),
              epochs: ahead,
              deletable,
            });
      transaction.transferObjects(registered, this.#owner);
    });
    // Permanent blobs are certified by their blob ids, so that it does not matter which object is whose.
    const byId = new Map(blobs.map((blob) => [blobIdToInteger(blob.blobId), blob]));
    const found = new Map<string, PaperBlob>();
    for (const objectId of objects) {
      const { blobId } = await this.#chain.client.haulout.blobs.get({ blobObjectId: objectId });
      found.set(objectId, byId.get(blobIdToInteger(blobIdFromString(blobId)))!);
    }
    return found;
  }

  /** Registers and certifies blobs for one epoch; resolves to their objects. */
  async #certified(count: number, operation?: string): Promise<string[]> {
    const blobs = [...(await this.#registerMany(undefined, 0, { count, ahead: 1 }))];
    await this.#run(operation, 0, (transaction) => {
      for (const [objectId, { blobId }] of blobs) {
        addCertify(transaction, this.#contracts, {
          blobObject: objectId,
          certificate: this.#certificate(blobId),
        });
      }
    });
    return blobs.map(([objectId]) => objectId);
  }

  /** By a bare quorum, as the client gathers it: nothing costs more to verify. */
  #certificate(blobId: Uint8Array): Certificate {
    const committee = this.#committee;
    const message = {
      type: 'blobCertificate',
      epoch: committee.epoch,
      blobId,
      persistence: { kind: 'permanent' },
    } as const;
    const bytes = blobCertificateMessage(message);
    let weight = 0;
    const signatures = [];
    for (const { nodeId, shards } of committee.nodes) {
      if (weight >= quorumWeight(committee.nShards)) break;
      weight += shards.length;
      const { secretKey } = this.#chain.nodes.find((node) => node.nodeId === nodeId)!;
      signatures.push({ nodeId, signature: signMessage(secretKey, bytes) });
    }
    return aggregateCertificate(signingCommittee(committee), message, signatures);
  }

  #newBlob(): PaperBlob {
    const rootHash = new Uint8Array(32);
    new DataView(rootHash.buffer).setUint32(0, ++this.#blobs);
    return { rootHash, unencodedLength: BLOB_BYTES, blobId: computeBlobId(rootHash, BLOB_BYTES) };
  }

  #pay(transaction: Transaction, balance: bigint) {
    return transaction.add(coinWithBalance({ type: this.#contracts.walType, balance }));
  }

  /**
   * Executes a transaction and notes what it cost, if it has a name; resolves to the objects of ours that it
   * made.
   */
  async #run(operation: string | undefined, epochs: number, plan: Plan): Promise<string[]> {
    const { client, publisher, nodes } = this.#chain;
    const transaction = new Transaction();
    plan(transaction);
    const result = await client.core.signAndExecuteTransaction({
      transaction,
      signer: publisher,
      include: { effects: true, objectTypes: true },
    });
    if (result.$kind !== 'Transaction') {
      throw new Error(`${operation}: ${JSON.stringify(result.FailedTransaction.status)}`);
    }
    const { effects, objectTypes } = result.Transaction;
    if (operation !== undefined) {
      const { computationCost, storageCost, storageRebate } = effects.gasUsed;
      this.samples.push({
        operation,
        nodes: nodes.length,
        epochs,
        units: BigInt(computationCost) / 1000n, // the devnet's reference gas price
        storage: BigInt(storageCost),
        rebate: BigInt(storageRebate),
      });
    }
    return effects.changedObjects
      .filter(({ idOperation }) => idOperation === 'Created')
      .flatMap(({ objectId }) =>
        /::(Blob|Storage|SharedBlob)$/.test(objectTypes[objectId] ?? '') ? [objectId] : [],
      );
  }
}

/** Samples of one operation in the order of their first one; those with the same figures share a row. */
function rowsOf(samples: readonly Sample[]): string[][] {
  const rows: { sample: Sample; nodes: Set<number>; epochs: Set<number> }[] = [];
  const operations = [...new Set(samples.map(({ operation }) => operation))];
  for (const operation of operations) {
    const of = samples.filter((sample) => sample.operation === operation);
    for (const size of COMMITTEES) {
      for (const sample of of.filter(({ nodes }) => nodes === size)) {
        const same = rows.find((row) => row.nodes.has(size) && hasFigures(row.sample, sample));
        if (same) same.epochs.add(sample.epochs);
        else rows.push({ sample, nodes: new Set([size]), epochs: new Set([sample.epochs]) });
      }
    }
  }
  const merged: typeof rows = [];
  for (const row of rows) {
    const same = merged.find(
      (other) =>
        hasFigures(other.sample, row.sample) && String([...other.epochs]) === String([...row.epochs]),
    );
    if (same) for (const size of row.nodes) same.nodes.add(size);
    else merged.push(row);
  }
  return merged.map(({ sample, nodes, epochs }) => {
    const { operation, units, storage, rebate } = sample;
    const figures = [units, storage, rebate, units * 1000n + storage - rebate];
    const ahead = epochs.has(0) ? '' : [...epochs].join(', ');
    return [operation, [...nodes].join(', '), ahead, ...figures.map(number)];
  });
}

function hasFigures(a: Sample, b: Sample): boolean {
  return (
    a.operation === b.operation && a.units === b.units && a.storage === b.storage && a.rebate === b.rebate
  );
}
