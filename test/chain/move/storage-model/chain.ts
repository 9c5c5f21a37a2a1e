/**
 * The contracts on an embedded devnet, for the accounting tests: one transaction at a time, and all state to
 * look at.
 */
import { bcs } from '@mysten/sui/bcs';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { deriveDynamicFieldID } from '@mysten/sui/utils';
import type { Keypair } from '@mysten/sui/cryptography';
import type { LedgerSnapshot } from '@haulout/devnet';
import type { ExecutedTransaction } from '@haulout/devnet/ledger';
import { typeToString } from '@haulout/devnet/vm';
import {
  aggregateCertificate,
  isQuorum,
  publicKeyOf,
  serializeMessage,
  type Certificate,
  type Message,
  type Committee,
} from '@haulout/sdk/certificate';
import { execute } from '@haulout/sdk/chain';
import {
  blob,
  explainAbort,
  metadata,
  sharedBlob,
  stakingPool,
  storageResource,
  systemStateInner,
} from '@haulout/sdk/contracts';

import { pinned, sign, startChain, type PaperNode } from '../../../support/paper-chain.js';
import type { Made } from './model.js';

type World = Awaited<ReturnType<typeof startChain>>;

/** Bytes before the value in a `Field<u64, V>`, and in a `Field<vector<u8>, V>` named `metadata`. */
const STATE_HEADER = 40;
const METADATA_NAME = bcs.string().serialize('metadata').toBytes();

/** How a transaction ended: the abort as `module::EName`, or the objects that it made. */
export type Outcome =
  | { readonly abort: string; readonly made?: undefined }
  | { readonly made: Made; readonly abort?: undefined };

/** One user with WAL, paper nodes with shards, and the contracts. */
export class StorageChain {
  readonly #world: World;
  readonly #committees = new Map<number, Committee>();
  readonly #start: LedgerSnapshot;
  #numbers = 0;
  readonly user: Keypair;
  /** Ids of the user's coins of WAL. */
  readonly coinIds: readonly string[];

  private constructor(world: World, user: Keypair, coinIds: readonly string[]) {
    this.#world = world;
    this.user = user;
    this.coinIds = coinIds;
    this.#start = world.devnet.snapshot();
  }

  static async start(options: {
    readonly stakes: readonly number[];
    readonly nShards: number;
    readonly maxEpochsAhead: number;
    readonly coins: readonly bigint[];
  }): Promise<StorageChain> {
    const world = await startChain(options.stakes, options.nShards, {}, options.maxEpochsAhead);
    const { devnet, deployment, publisher } = world;
    const user = devnet.newAccount('storage user');
    const coinIds: string[] = [];
    for (const balance of options.coins) {
      const giving = new Transaction();
      const coin = giving.add(coinWithBalance({ type: deployment.walType, balance }));
      giving.transferObjects([coin], user.toSuiAddress());
      const { created } = await execute({
        client: devnet.client,
        what: 'give WAL',
        transaction: giving,
        signer: publisher,
      });
      coinIds.push(created.find(({ type }) => type.includes('::wal::WAL'))!.objectId);
    }
    return new StorageChain(world, user, coinIds);
  }

  /** Everything is as it was in the beginning. */
  reset(): void {
    this.#world.devnet.restore(this.#start);
    this.#committees.clear();
    this.#numbers = 0;
  }

  stop(): void {
    this.#world.devnet.stop();
  }

  get nodes(): readonly PaperNode[] {
    return this.#world.nodes;
  }

  get deployment(): World['deployment'] {
    return this.#world.deployment;
  }

  /** Signs and executes a transaction of the user, or of a node's operator. */
  async send(build: (transaction: Transaction) => unknown, signer: Keypair = this.user): Promise<Outcome> {
    const { devnet } = this.#world;
    const transaction = new Transaction();
    transaction.setSender(signer.toSuiAddress());
    build(transaction);
    const exact = await pinned(devnet, transaction, signer.toSuiAddress(), true);
    const bytes = await exact.build();
    const { signature } = await signer.signTransaction(bytes);
    const executed = devnet.ledger.execute(bytes, [new Uint8Array(Buffer.from(signature, 'base64'))]);
    return executed.status.success ? { made: madeBy(executed) } : { abort: abortOf(executed.status) };
  }

  /** Lets an epoch pass. */
  turnEpoch(): Promise<void> {
    return this.#world.turnEpoch();
  }

  /** A quorum's certificate in the current epoch. */
  certificate(message: Message): Certificate {
    const committee = this.#committee();
    // The fewest that are enough.
    const heaviest = [...committee.members].sort((a, b) => b.weight - a.weight);
    const signers: PaperNode[] = [];
    let weight = 0;
    for (const member of heaviest) {
      if (isQuorum(weight, committee.nShards)) break;
      weight += member.weight;
      signers.push(this.nodes.find(({ nodeId }) => nodeId === member.nodeId)!);
    }
    return aggregateCertificate(committee, message, sign(signers, serializeMessage(message)));
  }

  /** A number that is higher than all before it: for lists and records that are numbered. */
  nextNumber(): bigint {
    return BigInt(++this.#numbers);
  }

  // === State ===

  system() {
    const { systemObjectId } = this.deployment;
    const id = deriveDynamicFieldID(systemObjectId, 'u64', bcs.u64().serialize(1).toBytes());
    return systemStateInner.SystemStateInnerV1.parse(this.#contents(id)!.subarray(STATE_HEADER));
  }

  storage(id: string) {
    return storageResource.Storage.parse(this.#contents(id)!);
  }

  blob(id: string) {
    return blob.Blob.parse(this.#contents(id)!);
  }

  sharedBlob(id: string) {
    return sharedBlob.SharedBlob.parse(this.#contents(id)!);
  }

  /** A blob's attributes in their order; undefined when it has none at all. */
  attributes(blobId: string): [string, string][] | undefined {
    const contents = this.#contents(deriveDynamicFieldID(blobId, 'vector<u8>', METADATA_NAME));
    if (contents === undefined) return undefined;
    const value = contents.subarray(32 + METADATA_NAME.length);
    return metadata.Metadata.parse(value).metadata.contents.map(({ key, value }) => [key, value]);
  }

  /** FROST that a node's pool has been paid: rewards of its stakers and commission. */
  earned(nodeId: string): bigint {
    const pool = stakingPool.StakingPool.parse(this.#contents(nodeId)!);
    return BigInt(pool.rewards_pool.value) + BigInt(pool.commission.value);
  }

  /** FROST in a coin. */
  balance(coinId: string): bigint {
    const contents = this.#contents(coinId)!;
    return Buffer.from(contents.buffer, contents.byteOffset).readBigUInt64LE(32);
  }

  /** Ids of the objects of the user, gas aside. */
  owned(): string[] {
    const { ledger } = this.#world.devnet;
    const { items } = ledger.listOwned(this.user.toSuiAddress(), { kind: 'address', limit: 1000 });
    return items.flatMap(({ id, data }) =>
      data.kind === 'move' && !typeToString(data.type).includes('::sui::SUI') ? [id] : [],
    );
  }

  #contents(id: string): Uint8Array | undefined {
    const data = this.#world.devnet.ledger.getObject(id)?.data;
    return data?.kind === 'move' ? data.contents : undefined;
  }

  #committee(): Committee {
    const { epoch, n_shards: nShards, members } = this.system().committee;
    let committee = this.#committees.get(epoch);
    if (committee === undefined) {
      committee = {
        epoch,
        nShards,
        members: members.map(({ node_id: nodeId, weight }) => ({
          nodeId,
          weight,
          publicKey: publicKeyOf(this.nodes.find((node) => node.nodeId === nodeId)!.secretKey),
        })),
      };
      this.#committees.set(epoch, committee);
    }
    return committee;
  }
}

function madeBy({ changes }: ExecutedTransaction): Made {
  const made = { Storage: [] as string[], Blob: [] as string[], SharedBlob: [] as string[] };
  for (const { id, idOperation, after } of changes) {
    if (idOperation !== 'created' || after?.data.kind !== 'move') continue;
    const kind = typeToString(after.data.type).split('::').at(-1)!;
    if (Object.hasOwn(made, kind)) made[kind as keyof Made].push(id);
  }
  return made;
}

/** `module::EName` of an abort; anything else as the ledger says it. */
function abortOf(status: Extract<ExecutedTransaction['status'], { success: false }>): string {
  const abort = (status.error as { MoveAbort?: [{ module: { address: string; name: string } }, bigint] })
    .MoveAbort;
  if (abort === undefined) return status.message;
  const [{ module }, code] = abort;
  const location = { package: module.address, module: module.name };
  const known = explainAbort({ MoveAbort: { abortCode: String(code), location } });
  if (known) return `${known.module}::${known.name}`;
  return module.name === 'balance' && BigInt(code) === 2n ? 'balance::ENotEnough' : `${module.name}::${code}`;
}
