/**
 * What is done with blobs after they were stored, by their owners and by strangers, and trade with storage.
 */
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { staking, storageResource, system } from '@haulout/sdk/contracts';
import type { Patience } from './patience.js';
import type { Happening } from './scenario.js';
import type { BlobFacts } from './truth.js';
import { WAL, type Party, type World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

/** Bytes of storage that are bought at once, and the least that is cut. */
const LOT_BYTES = 4n << 20n;

export class Owners {
  readonly #world: World;
  readonly #patience: Patience;
  readonly #parties: readonly Party[];

  constructor(world: World, patience: Patience, parties: readonly Party[]) {
    this.#world = world;
    this.#patience = patience;
    this.#parties = parties;
  }

  extend({ writer, pick, epochs }: Of<'extend'>): Promise<void> {
    return this.#withOwnBlob(writer, pick, 'extend', ({ haulout, signer }, { objectId: blobObjectId }) =>
      haulout.blobs.extend({ blobObjectId, epochs, signer }),
    );
  }

  /** Deletes what may be deleted, and burns what may not. */
  delete({ writer, pick }: Of<'delete'>): Promise<void> {
    return this.#withOwnBlob(writer, pick, 'delete or burn', ({ haulout, signer }, facts) => {
      const { objectId: blobObjectId, deletable } = facts;
      return deletable
        ? haulout.blobs.delete({ blobObjectId, signer })
        : haulout.blobs.burn({ blobObjectId, signer });
    });
  }

  attribute({ writer, pick, key, value }: Of<'attribute'>): Promise<void> {
    return this.#withOwnBlob(
      writer,
      pick,
      'attribute',
      async ({ haulout, signer }, { objectId: blobObjectId }) => {
        const known = await haulout.blobs.attributes({ blobObjectId });
        // An attribute that is there is taken away at times.
        const change = known.has(key) && pick % 3 === 0 ? { remove: [key] } : { set: { [key]: value } };
        return haulout.blobs.changeAttributes({ blobObjectId, ...change, signer });
      },
    );
  }

  share({ writer, pick, wal }: Of<'share'>): Promise<void> {
    return this.#withOwnBlob(writer, pick, 'share', ({ haulout, signer }, { objectId: blobObjectId }) =>
      haulout.sharedBlobs.share({ blobObjectId, funds: BigInt(wal) * WAL, signer }),
    );
  }

  /** Somebody funds a shared blob, whoever stored it, and has it extended. */
  support({ writer, pick, wal, epochs }: Of<'support'>): Promise<void> {
    const stranger = this.#parties[writer]!;
    return this.#patience.inTurn(stranger, async () => {
      const shared = this.#lasting().filter(({ sharedIn }) => sharedIn !== undefined);
      const sharedBlobId = shared[pick % Math.max(shared.length, 1)]?.sharedIn;
      if (sharedBlobId === undefined) return;
      const { haulout, signer } = stranger;
      await this.#patience.insistAsOwner(stranger, { verb: 'fund', what: `fund ${sharedBlobId}` }, () =>
        haulout.sharedBlobs.fund({ sharedBlobId, amount: BigInt(wal) * WAL, signer }),
      );
      await this.#patience.insistAsOwner(
        stranger,
        { verb: 'extend shared', what: `extend ${sharedBlobId}` },
        () => haulout.sharedBlobs.extend({ sharedBlobId, epochs, signer }),
      );
    });
  }

  /** Buys storage, cuts it, joins it again, or gives it up. */
  trade({ writer, pick }: Of<'trade'>): Promise<void> {
    const trader = this.#parties[writer]!;
    return this.#patience.inTurn(trader, () =>
      this.#patience.insistAsOwner(trader, { verb: 'trade', what: 'trade with storage' }, () => {
        const transaction = () => Promise.resolve(this.#deal(trader, pick));
        return trader.haulout.execute({ what: 'trade', transaction, signer: trader.signer });
      }),
    );
  }

  /** Gives WAL to those who store. */
  subsidize({ writer, wal, epochs }: Of<'subsidy'>): Promise<void> {
    const giver = this.#parties[writer]!;
    return this.#patience.inTurn(giver, () =>
      this.#patience.insistAsOwner(giver, { verb: 'subsidize', what: `give ${wal} WAL` }, () => {
        const transaction = () => {
          const giving = new Transaction();
          const { packageId, systemObjectId, walType } = this.#world.contracts;
          const subsidy = giving.add(coinWithBalance({ type: walType, balance: BigInt(wal) * WAL + 7n }));
          const values = { system: systemObjectId, subsidy, epochsAhead: epochs };
          giving.add(system.addSubsidy({ package: packageId, arguments: values }));
          return Promise.resolve(giving);
        };
        return giver.haulout.execute({ what: 'give a subsidy', transaction, signer: giver.signer });
      }),
    );
  }

  /** Gives WAL to the operator of a node. */
  give({ writer, node, wal }: Of<'gift'>): Promise<void> {
    const giver = this.#parties[writer]!;
    const { members, truth } = this.#world;
    const { name, nodeId } = members[node % members.length]!;
    if (!truth.takesStake(nodeId)) return Promise.resolve();
    return this.#patience.inTurn(giver, () =>
      this.#patience.insistAsOwner(
        giver,
        { verb: 'give to operator', what: `give ${wal} WAL to the operator of ${name}` },
        () => {
          const transaction = () => {
            const giving = new Transaction();
            const { packageId, stakingObjectId: self, walType } = this.#world.contracts;
            const coin = giving.add(coinWithBalance({ type: walType, balance: BigInt(wal) * WAL }));
            const target = '0x2::coin::into_balance';
            const balance = giving.moveCall({ target, typeArguments: [walType], arguments: [coin] });
            const type = `0x2::balance::Balance<${walType}>`;
            const commissions = giving.makeMoveVec({ type, elements: [balance] });
            const values = { self, nodeIds: [nodeId], commissions };
            giving.add(staking.addCommissionToPools({ package: packageId, arguments: values }));
            return Promise.resolve(giving);
          };
          return giver.haulout.execute({ what: 'give to an operator', transaction, signer: giver.signer });
        },
      ),
    );
  }

  #deal({ signer }: Party, pick: number): Transaction {
    const { devnet, deployment, contracts } = this.#world;
    const { packageId, systemObjectId, walType } = contracts;
    const owner = signer.toSuiAddress();
    const type = `${deployment.packageId}::storage_resource::Storage`;
    const { items } = devnet.ledger.listOwned(owner, { kind: 'address', type, limit: 20 });
    const lots = items.flatMap(({ data }) =>
      data.kind === 'move' ? [storageResource.Storage.parse(data.contents)] : [],
    );
    const transaction = new Transaction();
    const at = { package: packageId };
    const lot = lots[pick % Math.max(lots.length, 1)];
    const twin =
      lot &&
      lots.find(
        (other) =>
          other.id !== lot.id && other.start_epoch === lot.start_epoch && other.end_epoch === lot.end_epoch,
      );
    if (!lot || (pick % 5 === 0 && lots.length < 6)) {
      const payment = transaction.add(coinWithBalance({ type: walType, balance: WAL }));
      const storage = transaction.add(
        system.reserveSpace({
          ...at,
          arguments: { self: systemObjectId, storageAmount: LOT_BYTES, epochsAhead: 1 + (pick % 4), payment },
        }),
      );
      transaction.transferObjects([storage, payment], owner);
    } else if (twin) {
      transaction.add(storageResource.fuse({ ...at, arguments: { self: lot.id, other: twin.id } }));
    } else if (lot.end_epoch - lot.start_epoch > 1 && pick % 2 === 0) {
      const splitEpoch = lot.start_epoch + 1;
      const values = { self: lot.id, splitEpoch };
      transaction.transferObjects(
        [transaction.add(storageResource.splitByEpoch({ ...at, arguments: values }))],
        owner,
      );
    } else if (BigInt(lot.storage_size) >= 2n && pick % 7 !== 0) {
      const values = { self: lot.id, splitSize: BigInt(lot.storage_size) / 2n };
      transaction.transferObjects(
        [transaction.add(storageResource.splitBySize({ ...at, arguments: values }))],
        owner,
      );
    } else transaction.add(storageResource.destroy({ ...at, arguments: { self: lot.id } }));
    return transaction;
  }

  #withOwnBlob(
    which: number,
    pick: number,
    verb: string,
    use: (writer: Party, facts: BlobFacts) => Promise<unknown>,
  ): Promise<void> {
    const writer = this.#parties[which]!;
    return this.#patience.inTurn(writer, async () => {
      const { ledger } = this.#world.devnet;
      const address = writer.signer.toSuiAddress();
      const own = this.#lasting().filter(({ objectId }) => {
        const owner = ledger.getObject(objectId)?.owner;
        return owner?.kind === 'address' && owner.address === address;
      });
      const facts = own[pick % Math.max(own.length, 1)];
      if (facts === undefined) return;
      const what = `${verb} ${facts.objectId}`;
      await this.#patience.insistAsOwner(writer, { verb, what }, () => use(writer, facts));
    });
  }

  /** Certified blobs that are not in their last epoch, which may be over before a transaction gets there. */
  #lasting(): readonly BlobFacts[] {
    const { truth } = this.#world;
    return [...truth.blobs.values()].filter(
      ({ endEpoch, certifiedEpoch }) => certifiedEpoch !== undefined && endEpoch > truth.epoch + 1,
    );
  }
}
