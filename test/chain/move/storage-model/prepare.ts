/** Turns an action into what the model foretells of it and the transaction that does it. */
import assert from 'node:assert/strict';
import type { Transaction, TransactionObjectArgument } from '@mysten/sui/transactions';
import type { Keypair } from '@mysten/sui/cryptography';
import type { Certificate, Persistence } from '@haulout/sdk/certificate';
import { blob, sharedBlob, staking, storageResource, system } from '@haulout/sdk/contracts';
import { ENCODING_TYPE, blobIdFromInteger, blobIdToInteger, computeBlobId } from '@haulout/sdk/encoding';
import { quorumWeight } from '@haulout/sdk/certificate';
import type { Action, Amount, Flaw, Pick } from './actions.js';
import type { StorageChain } from './chain.js';
import type { ModelBlob, Plan, StorageModel, StorageRight } from './model.js';

/** What an action comes to in the present state. */
export interface Prepared {
  readonly plan: Plan;
  readonly build: (transaction: Transaction) => unknown;
  /** Default: the user. */
  readonly signer?: Keypair | undefined;
}

/** An action that is one transaction. */
type Single = Exclude<Action, { kind: 'nextEpoch' | 'storeEventBlob' }>;
type Of<K extends Single['kind']> = Extract<Single, { kind: K }>;
type Preparer<A> = (action: A, model: StorageModel, chain: StorageChain) => Prepared;

/** @throws when there is nothing that the action could be done to */
export function prepare(action: Single, model: StorageModel, chain: StorageChain): Prepared {
  return (PREPARERS[action.kind] as Preparer<Single>)(action, model, chain);
}

const PREPARERS: { readonly [K in Single['kind']]: Preparer<Of<K>> } = {
  reserve({ amount, start, end, coin }, model, { deployment, coinIds }) {
    const self = deployment.systemObjectId;
    const payment = coinIds[coin]!;
    const storageAmount = bytesOf(amount, model, start ?? 0, end);
    const { packageId } = deployment;
    if (start === undefined) {
      const options = {
        package: packageId,
        arguments: { self, storageAmount, epochsAhead: end, payment },
      };
      return {
        plan: model.reserve(storageAmount, end, coin),
        build: (transaction) => keep(transaction, transaction.add(system.reserveSpace(options))),
      };
    }
    const startEpoch = Math.max(0, model.epoch + start);
    const endEpoch = model.epoch + end;
    const options = {
      package: packageId,
      arguments: { self, storageAmount, startEpoch, endEpoch, payment },
    };
    return {
      plan: model.reserveForEpochs(storageAmount, startEpoch, endEpoch, coin),
      build: (transaction) => keep(transaction, transaction.add(system.reserveSpaceForEpochs(options))),
    };
  },

  reserveExtension({ blob: which, epochs }, model, { deployment, coinIds }) {
    const { size, end } = model.blobs.get(choose(which, model.blobs, alive(model)))!.storage;
    const options = {
      package: deployment.packageId,
      arguments: {
        self: deployment.systemObjectId,
        storageAmount: size,
        startEpoch: end,
        endEpoch: end + epochs,
        payment: coinIds[0]!,
      },
    };
    return {
      plan: model.reserveForEpochs(size, end, end + epochs, 0),
      build: (transaction) => keep(transaction, transaction.add(system.reserveSpaceForEpochs(options))),
    };
  },

  splitByEpoch({ storage, at }, model, { deployment }) {
    const self = choose(storage, model.storages, ({ start, end }) => end - start > 1);
    const { start, end } = model.storages.get(self)!;
    // Inside of the period if it has an inside, else wherever.
    const splitEpoch = storage.fitting && end - start > 1 ? start + 1 : Math.max(0, start + at);
    const options = { package: deployment.packageId, arguments: { self, splitEpoch } };
    return {
      plan: model.splitByEpoch(self, splitEpoch),
      build: (transaction) => keep(transaction, transaction.add(storageResource.splitByEpoch(options))),
    };
  },

  splitBySize({ storage, size }, model, { deployment }) {
    const self = choose(storage, model.storages, ({ size }) => size > 1n);
    const whole = model.storages.get(self)!.size;
    const wanted = bytesOf(size, model, 0, 1);
    const splitSize = storage.fitting && wanted > whole ? whole / 2n : wanted;
    const options = { package: deployment.packageId, arguments: { self, splitSize } };
    return {
      plan: model.splitBySize(self, splitSize),
      build: (transaction) => keep(transaction, transaction.add(storageResource.splitBySize(options))),
    };
  },

  fuse({ storage, other, how }, model, { deployment }) {
    const matches = (a: StorageRight, b: StorageRight) =>
      a.start === b.start ? a.end === b.end : a.size === b.size && (a.end === b.start || b.end === a.start);
    const all = [...model.storages.values()];
    const self = choose(storage, model.storages, (a) => all.some((b) => a !== b && matches(a, b)));
    const others = new Map([...model.storages].filter(([id]) => id !== self));
    const otherId = choose(other, others, (b) => matches(model.storages.get(self)!, b));
    const options = { package: deployment.packageId, arguments: { self, other: otherId } };
    const fuse = {
      fuse: storageResource.fuse,
      periods: storageResource.fusePeriods,
      amount: storageResource.fuseAmount,
    };
    return {
      plan: model.fuse(self, otherId, how),
      build: (transaction) => transaction.add(fuse[how](options)),
    };
  },

  destroy({ storage }, model, { deployment }) {
    const self = choose(storage, model.storages);
    const options = { package: deployment.packageId, arguments: { self } };
    return {
      plan: model.destroy(self),
      build: (transaction) => transaction.add(storageResource.destroy(options)),
    };
  },

  register({ storage, content, size, deletable, coin }, model, { deployment, coinIds }) {
    const needed = model.encodedSize(BigInt(size));
    const storageId = choose(
      storage,
      model.storages,
      ({ start, end, size }) => start <= model.epoch && model.epoch < end && size >= needed,
    );
    const { blobId, rootHash } = contentOf(content, size);
    const options = {
      package: deployment.packageId,
      arguments: {
        self: deployment.systemObjectId,
        storage: storageId,
        blobId,
        rootHash,
        size,
        encodingType: ENCODING_TYPE,
        deletable,
        writePayment: coinIds[coin]!,
      },
    };
    return {
      plan: model.register(storageId, blobId, BigInt(size), deletable, coin),
      build: (transaction) => keep(transaction, transaction.add(system.registerBlob(options))),
    };
  },

  certify({ blob: which, flaw }, model, chain) {
    const self = choose(which, model.blobs, ({ certified }) => certified === undefined);
    const certified = model.blobs.get(self)!;
    const certificate = certificateFor(chain, model, self, certified, flaw);
    const { packageId, systemObjectId } = chain.deployment;
    return {
      plan: model.certify(certified, effective(flaw, certified)),
      build: (transaction) =>
        transaction.add(
          system.certifyBlob({
            package: packageId,
            arguments: { self: systemObjectId, blob: self, ...parts(certificate) },
          }),
        ),
    };
  },

  extend({ blob: which, epochs, coin }, model, { deployment, coinIds }) {
    const id = choose(which, model.blobs, alive(model));
    const options = {
      package: deployment.packageId,
      arguments: {
        self: deployment.systemObjectId,
        blob: id,
        extendedEpochs: epochs,
        payment: coinIds[coin]!,
      },
    };
    return {
      plan: model.extend(model.blobs.get(id)!, epochs, model.payer({ coin })),
      build: (transaction) => transaction.add(system.extendBlob(options)),
    };
  },

  extendWithStorage({ blob: which, storage }, model, { deployment }) {
    const follows = (blob: ModelBlob) => (extension: StorageRight) =>
      extension.size === blob.storage.size && extension.start === blob.storage.end;
    const storages = [...model.storages.values()];
    const id = choose(which, model.blobs, (blob) => alive(model)(blob) && storages.some(follows(blob)));
    const extension = choose(storage, model.storages, follows(model.blobs.get(id)!));
    const options = {
      package: deployment.packageId,
      arguments: { self: deployment.systemObjectId, blob: id, extension },
    };
    return {
      plan: model.extendWithStorage(model.blobs.get(id)!, extension),
      build: (transaction) => transaction.add(system.extendBlobWithResource(options)),
    };
  },

  delete({ blob: which }, model, { deployment }) {
    const id = choose(which, model.blobs, ({ deletable }) => deletable);
    const options = {
      package: deployment.packageId,
      arguments: { self: deployment.systemObjectId, blob: id },
    };
    return {
      plan: model.delete(id),
      build: (transaction) => keep(transaction, transaction.add(system.deleteBlob(options))),
    };
  },

  burn({ blob: which }, model, { deployment }) {
    const self = choose(which, model.blobs);
    const options = { package: deployment.packageId, arguments: { self } };
    return { plan: model.burn(self), build: (transaction) => transaction.add(blob.burn(options)) };
  },

  setAttribute({ blob: which, key, value }, model, { deployment }) {
    const self = choose(which, model.blobs);
    const options = { package: deployment.packageId, arguments: { self, key, value } };
    return {
      plan: model.setAttribute(self, key, value),
      build: (transaction) => transaction.add(blob.insertOrUpdateMetadataPair(options)),
    };
  },

  removeAttribute({ blob: which, key }, model, { deployment }) {
    const self = choose(which, model.blobs, ({ attributes }) => attributes?.has(key) === true);
    const options = { package: deployment.packageId, arguments: { self, key } };
    return {
      plan: model.removeAttribute(self, key),
      build: (transaction) => transaction.add(blob.removeMetadataPairIfExists(options)),
    };
  },

  takeAttributes({ blob: which }, model, { deployment }) {
    const self = choose(which, model.blobs, ({ attributes }) => attributes !== undefined);
    const options = { package: deployment.packageId, arguments: { self } };
    return {
      plan: model.takeAttributes(self),
      build: (transaction) => transaction.add(blob.takeMetadata(options)),
    };
  },

  share({ blob: which, frost, coin }, model, { deployment, coinIds }) {
    const blobId = choose(which, model.blobs, alive(model));
    const amount = affordable(frost, coin, model);
    const { packageId } = deployment;
    return {
      plan: model.share(blobId, amount, coin),
      build: (transaction) => {
        if (amount === 0n) {
          transaction.add(sharedBlob._new({ package: packageId, arguments: { blob: blobId } }));
          return;
        }
        const [funds] = transaction.splitCoins(coinIds[coin]!, [amount]);
        transaction.add(
          sharedBlob.newFunded({ package: packageId, arguments: { blob: blobId, funds: funds! } }),
        );
      },
    };
  },

  fundShared({ shared, frost, coin }, model, { deployment, coinIds }) {
    const self = choose(shared, model.shared);
    const amount = affordable(frost, coin, model);
    return {
      plan: model.fund(self, amount, coin),
      build: (transaction) => {
        const [addedFunds] = transaction.splitCoins(coinIds[coin]!, [amount]);
        transaction.add(
          sharedBlob.fund({
            package: deployment.packageId,
            arguments: { self, addedFunds: addedFunds! },
          }),
        );
      },
    };
  },

  extendShared({ shared, epochs }, model, { deployment }) {
    const self = choose(shared, model.shared, ({ blob }) => alive(model)(blob));
    const object = model.shared.get(self)!;
    const options = {
      package: deployment.packageId,
      arguments: { self, system: deployment.systemObjectId, extendedEpochs: epochs },
    };
    return {
      plan: model.extend(object.blob, epochs, model.payer({ shared: object })),
      build: (transaction) => transaction.add(sharedBlob.extend(options)),
    };
  },

  certifyShared({ shared, flaw }, model, chain) {
    const self = choose(shared, model.shared, ({ blob }) => blob.certified === undefined);
    const { blobObjectId, blob: certified } = model.shared.get(self)!;
    const certificate = certificateFor(chain, model, blobObjectId, certified, flaw);
    const { packageId, systemObjectId } = chain.deployment;
    return {
      plan: model.certify(certified, effective(flaw, certified)),
      build: (transaction) =>
        transaction.add(
          sharedBlob.certify({
            package: packageId,
            arguments: { self, system: systemObjectId, ...parts(certificate) },
          }),
        ),
    };
  },

  subsidise({ frost, epochs, coin }, model, { deployment, coinIds }) {
    const amount = affordable(frost, coin, model);
    return {
      plan: model.subsidise(amount, epochs, coin),
      build: (transaction) => {
        const [subsidy] = transaction.splitCoins(coinIds[coin]!, [amount]);
        transaction.add(
          system.addSubsidy({
            package: deployment.packageId,
            arguments: [deployment.systemObjectId, subsidy!, epochs],
          }),
        );
      },
    };
  },

  subsidiseEach({ frost, coin }, model, { deployment, coinIds }) {
    let left = model.coins[coin]!;
    const amounts = frost.map((wanted) => {
      const amount = wanted < left ? wanted : left;
      left -= amount;
      return amount;
    });
    const { packageId, systemObjectId, walType } = deployment;
    return {
      plan: model.subsidiseEach(amounts, coin),
      build: (transaction) => {
        const balances = amounts.map((amount) => {
          const [split] = transaction.splitCoins(coinIds[coin]!, [amount]);
          return transaction.moveCall({
            target: '0x2::coin::into_balance',
            typeArguments: [walType],
            arguments: [split!],
          });
        });
        const subsidies = transaction.makeMoveVec({
          type: `0x2::balance::Balance<${walType}>`,
          elements: balances,
        });
        transaction.moveCall({
          target: `${packageId}::system::add_per_epoch_subsidies`,
          arguments: [transaction.object(systemObjectId), subsidies],
        });
      },
    };
  },

  vote({ node, what, value }, model, { deployment, nodes }) {
    const { nodeId, operator, capId } = nodes[node % nodes.length]!;
    const { packageId, stakingObjectId: self } = deployment;
    const votes = {
      storagePrice: () =>
        staking.setStoragePriceVote({
          package: packageId,
          arguments: { self, cap: capId, storagePrice: value },
        }),
      writePrice: () =>
        staking.setWritePriceVote({ package: packageId, arguments: { self, cap: capId, writePrice: value } }),
      capacity: () =>
        staking.setNodeCapacityVote({
          package: packageId,
          arguments: { self, cap: capId, nodeCapacity: value },
        }),
    };
    return {
      plan: model.vote(nodeId, what, value),
      build: (transaction) => transaction.add(votes[what]()),
      signer: operator,
    };
  },

  updatePrices(_, model, { deployment }) {
    const { packageId, stakingObjectId: self, systemObjectId } = deployment;
    return {
      plan: model.updatePrices(),
      build: (transaction) =>
        transaction.add(
          staking.updatePrices({ package: packageId, arguments: { self, system: systemObjectId } }),
        ),
    };
  },

  deny({ node, bytes }, model, chain) {
    const { nodeId, operator, capId } = chain.nodes[node % chain.nodes.length]!;
    const certificate = chain.certificate({
      type: 'denyListUpdate',
      epoch: model.epoch,
      nodeId,
      sequence: chain.nextNumber(),
      size: bytes,
      root: new Uint8Array(32),
    });
    const { signature, signers, message } = certificate;
    return {
      plan: model.deny(nodeId, bytes),
      build: (transaction) =>
        transaction.add(
          system.updateDenyList({
            package: chain.deployment.packageId,
            arguments: [chain.deployment.systemObjectId, capId, [...signature], [...signers], [...message]],
          }),
        ),
      signer: operator,
    };
  },
};

/** The nodes vote for an event blob, one after the other, until a quorum wants it. */
export async function storeEventBlob(model: StorageModel, chain: StorageChain, size: number): Promise<void> {
  const checkpoint = chain.nextNumber();
  const { blobId, rootHash } = contentOf(9, size);
  const { packageId, systemObjectId } = chain.deployment;
  let weight = 0;
  for (const { nodeId, operator, capId } of chain.nodes) {
    const shards = model.nodes.get(nodeId)!.weight;
    if (shards === 0) continue;
    const { abort } = await chain.send(
      (transaction) =>
        transaction.add(
          system.certifyEventBlob({
            package: packageId,
            arguments: [
              systemObjectId,
              capId,
              blobId,
              rootHash,
              size,
              ENCODING_TYPE,
              checkpoint,
              model.epoch,
            ],
          }),
        ),
      operator,
    );
    assert.equal(abort, undefined);
    weight += shards;
    if (weight >= quorumWeight(model.nShards)) break;
  }
  model.storeEventBlob(BigInt(size)).apply!({ Storage: [], Blob: [], SharedBlob: [] });
}

// === Helpers ===

/** The n-th, counted round, of those that fit if that is wanted and there are any. */
function choose<T>(
  { nth, fitting }: Pick,
  things: ReadonlyMap<string, T>,
  fits: (thing: T) => boolean = () => true,
): string {
  const fit = fitting ? [...things].filter(([, thing]) => fits(thing)) : [];
  const ids = (fit.length > 0 ? fit : [...things]).map(([id]) => id);
  return ids[nth % ids.length]!;
}

function alive(model: StorageModel) {
  return ({ certified, storage }: ModelBlob) => certified !== undefined && model.epoch < storage.end;
}

function bytesOf({ like, bytes, plus }: Amount, model: StorageModel, start: number, end: number): bigint {
  const base =
    like === 'bytes'
      ? bytes
      : like === 'blob'
        ? model.encodedSize(bytes % 500_000n)
        : model.room(Math.max(0, start), Math.max(0, end));
  return base + plus < 0n ? 0n : base + plus;
}

/** WAL of a coin of the user, no more than there is. */
function affordable(frost: bigint, coin: number, model: StorageModel): bigint {
  const balance = model.coins[coin]!;
  return frost < balance ? frost : balance;
}

/** A blob id that follows from some root hash: the chain does not ask what it is the root of. */
function contentOf(content: number, size: number): { blobId: bigint; rootHash: bigint } {
  const root = new Uint8Array(32).fill(content + 1);
  return { blobId: blobIdToInteger(computeBlobId(root, size)), rootHash: blobIdToInteger(root) };
}

/** A permanent blob is not certified as an object, so its certificate cannot name another one. */
function effective(flaw: Flaw, { deletable }: ModelBlob): Flaw {
  return flaw === 'other object' && !deletable ? 'none' : flaw;
}

function certificateFor(
  chain: StorageChain,
  model: StorageModel,
  objectId: string,
  { blobId, deletable }: ModelBlob,
  flaw: Flaw,
): Certificate {
  const certified = flaw === 'other persistence' ? !deletable : deletable;
  const named = flaw === 'other object' ? chain.deployment.systemObjectId : objectId;
  const persistence: Persistence = certified ? { kind: 'deletable', objectId: named } : { kind: 'permanent' };
  return chain.certificate({
    type: 'blobCertificate',
    epoch: model.epoch,
    blobId: blobIdFromInteger(flaw === 'other blob' ? blobId ^ 1n : blobId),
    persistence,
  });
}

function parts({ signature, signers, message }: Certificate) {
  return { signature: [...signature], signersBitmap: [...signers], message: [...message] };
}

/** Gives a new object to the sender. */
function keep(transaction: Transaction, object: TransactionObjectArgument): void {
  transaction.transferObjects([object], transaction.getData().sender!);
}
