/** A network on paper with the judges' package, whose rounds go on step by step, with real signatures. */
import { bcs } from '@mysten/sui/bcs';
import { Transaction, type TransactionResult } from '@mysten/sui/transactions';
import {
  aggregateSignatures,
  generateSecretKey,
  serializeMessage,
  signMessage,
} from '@haulout/sdk/certificate';
import {
  availability,
  evidence,
  evidenceEvents,
  judge,
  loss,
  opening,
  round,
  system,
} from '@haulout/sdk/contracts';
import {
  CAUSES,
  serializeEvidenceMessage,
  type CellOpening,
  type EvidenceMessage,
  type Schedule,
} from '@haulout/sdk/evidence';
import { PaperNetwork, type Cost, type PaperNode } from './paper-network.js';

export class PaperEvidence {
  readonly network: PaperNetwork;
  /** The versions of the two packages that are called. */
  packageId: string;
  walrusPackageId: string;
  readonly evidenceId: string;
  readonly recordsId: string;
  /** Members in the order of the bitmaps. */
  readonly members: readonly PaperNode[];
  /** The epoch that was taken in. */
  #epoch = 0;
  #lastEmitted: (name: string) => readonly Uint8Array[] = () => [];

  private constructor(network: PaperNetwork) {
    this.network = network;
    const { evidencePackageId, evidenceObjectId, recordsObjectId, packageId } = network.deployment;
    this.packageId = evidencePackageId;
    this.walrusPackageId = packageId;
    this.evidenceId = evidenceObjectId;
    this.recordsId = recordsObjectId;
    const byId = (a: PaperNode, b: PaperNode): number => (a.nodeId < b.nodeId ? -1 : 1);
    this.members = network.members().toSorted(byId);
  }

  /** Epoch 1 of a network in which `count` nodes have the same stake; the epoch is taken in. */
  static async start({ nShards, count }: { nShards: number; count: number }): Promise<PaperEvidence> {
    const network = await PaperNetwork.start(nShards);
    const nodes = await network.register(count);
    await network.stake(
      nodes,
      nodes.map(() => 1000),
    );
    await network.endVoting();
    await network.startEpoch();
    await network.syncDone(network.members(), 50);
    const paper = new PaperEvidence(network);
    await paper.beginEpoch();
    return paper;
  }

  /** Takes the epoch in. */
  async beginEpoch(): Promise<Cost> {
    this.#epoch = this.network.stakingState().epoch;
    const { systemObjectId, stakingObjectId } = this.network.deployment;
    const packageId = this.walrusPackageId;
    const transaction = new Transaction();
    const record = transaction.add(
      judge.epochRecord({
        package: packageId,
        arguments: { system: systemObjectId, staking: stakingObjectId },
      }),
    );
    transaction.add(
      evidence.beginEpoch({ package: this.packageId, arguments: { self: this.evidenceId, record } }),
    );
    return (await this.network.run(transaction)).cost;
  }

  /** Attempts until a round opens, slot after slot. */
  async open(): Promise<{ readonly attempt: Cost; readonly open: Cost }> {
    for (;;) {
      const attempt = await this.#call((self) =>
        round.attempt({ package: this.packageId, arguments: { self } }),
      );
      const open = await this.#call((self) => round.open({ package: this.packageId, arguments: { self } }));
      if (open.emitted('RoundOpened').length > 0) return { attempt: attempt.cost, open: open.cost };
      this.network.devnet.advanceClock(3_600_000n / 64n);
    }
  }

  /** Members at these positions are ready with some set. */
  async ready(roundNumber: number, signers: readonly number[]): Promise<Cost> {
    const set = { count: 100n, bytes: 1n << 30n, root: new Uint8Array(32).fill(7) };
    const message = { type: 'ready', ...this.#head(), round: roundNumber, ...set } as const;
    return this.#judged(message, signers, (verified) =>
      round.addReady({
        package: this.packageId,
        arguments: {
          self: this.evidenceId,
          verified,
          count: 100,
          bytes: 1n << 30n,
          root: `0x${'07'.repeat(32)}`,
        },
      }),
    );
  }

  async draw(): Promise<Cost> {
    return (await this.#call((self) => round.draw({ package: this.packageId, arguments: { self } }))).cost;
  }

  /** These members post some root, in one transaction. */
  async answer(roundNumber: number, positions: readonly number[]): Promise<Cost> {
    const transaction = new Transaction();
    for (const position of positions) {
      const cap = this.members[position]!.capId;
      const root = `0x${'0a'.repeat(32)}`;
      transaction.add(
        round.answer({
          package: this.packageId,
          arguments: { self: this.evidenceId, cap, round: roundNumber, root },
        }),
      );
    }
    return (await this.network.run(transaction)).cost;
  }

  /** Signers vouch for the answers of nodes. */
  async pass(roundNumber: number, nodes: readonly number[], signers: readonly number[]): Promise<Cost> {
    const message = { type: 'passed', ...this.#head(), round: roundNumber, nodes } as const;
    const bitmap = nodes.reduce((bits, node) => bits | (1n << BigInt(node)), 0n);
    return this.#judged(message, signers, (verified) =>
      round.addPassed({
        package: this.packageId,
        arguments: { self: this.evidenceId, verified, nodes: bitmap },
      }),
    );
  }

  async decide(): Promise<Cost> {
    return (await this.#call((self) => round.decide({ package: this.packageId, arguments: { self } }))).cost;
  }

  /** Settles the next members, and carries the sentence out. */
  async settle(): Promise<Cost> {
    return this.#sentenced((transaction) =>
      transaction.add(round.settle({ package: this.packageId, arguments: { self: this.evidenceId } })),
    );
  }

  /** Makes a blob invalid by a conflict proof. */
  async conflict(size: number, [inRow, inColumn]: readonly [CellOpening, CellOpening]): Promise<Cost> {
    return this.#sentenced((transaction) => {
      const [inRowArgument, inColumnArgument] = [inRow, inColumn].map((cell) =>
        transaction.add(
          opening._new({
            package: this.packageId,
            arguments: {
              leafHash: hexOf(cell.leafHash),
              cellPath: cell.cellPath.map(hexOf),
              otherHash: hexOf(cell.otherHash),
              pairPath: cell.pairPath.map(hexOf),
            },
          }),
        ),
      );
      return transaction.moveCall({
        target: `${this.packageId}::invalidate::by_conflict`,
        arguments: [
          transaction.object(this.evidenceId),
          transaction.object(this.recordsId),
          transaction.pure.u64(size),
          transaction.pure.u16(inRow.sliver),
          transaction.pure.u16(inRow.cell),
          inRowArgument!,
          inColumnArgument!,
        ],
      });
    });
  }

  /** Members refuse a blob: it is lost. */
  async refuse(blobId: Uint8Array, signers: readonly number[]): Promise<Cost> {
    const message = { type: 'refused', ...this.#head(), blobId } as const;
    return this.#judged(
      message,
      signers,
      (verified) => (transaction) =>
        this.#carryOut(
          transaction,
          transaction.add(
            loss.refused({
              ...this.#blobCall,
              arguments: { ...this.#objects, verified, blobId: u256(blobId) },
            }),
          ),
        ),
    );
  }

  /** Members can neither give nor rebuild a blob: it is lost. */
  async giveUp(
    blob: { readonly blobId: Uint8Array; readonly rootHash: Uint8Array; readonly size: number },
    signers: readonly number[],
  ): Promise<Cost> {
    const { blobId, rootHash, size } = blob;
    const message = { type: 'unrecoverable', ...this.#head(), blobId } as const;
    const about = { blobId: u256(blobId), rootHash: u256(rootHash), size };
    return this.#judged(
      message,
      signers,
      (verified) => (transaction) =>
        this.#carryOut(
          transaction,
          transaction.add(
            loss.unrecoverable({ ...this.#blobCall, arguments: { ...this.#objects, verified, ...about } }),
          ),
        ),
    );
  }

  /** Charges signers of a loss. */
  async charge(record: number): Promise<Cost> {
    return this.#sentenced((transaction) =>
      transaction.add(loss.charge({ ...this.#blobCall, arguments: { self: this.evidenceId, record } })),
    );
  }

  /** Members say that a blob is not lost after all. */
  async revoke(blobId: Uint8Array, record: number, signers: readonly number[]): Promise<Cost> {
    const message = { type: 'revoked', ...this.#head(), blobId, record: BigInt(record) } as const;
    return this.#judged(
      message,
      signers,
      (verified) => (transaction) =>
        this.#carryOut(
          transaction,
          transaction.add(
            loss.revoke({
              ...this.#blobCall,
              arguments: { ...this.#objects, verified, blobId: u256(blobId), record },
            }),
          ),
        ),
    );
  }

  /** Members change what causes cost, from the epoch after the next on. */
  async reschedule(sequence: number, schedule: Schedule, signers: readonly number[]): Promise<Cost> {
    const { epoch } = this.#head();
    const change = { sequence: BigInt(sequence), fromEpoch: epoch + 2 };
    const message = { type: 'schedule', ...this.#head(), ...change, schedule } as const;
    return this.#judged(message, signers, (verified) =>
      evidence.changeSchedule({
        package: this.packageId,
        arguments: {
          self: this.evidenceId,
          verified,
          ...change,
          stakePpm: CAUSES.map((cause) => schedule.stakePpm[cause]),
          rebuildCost: schedule.rebuildCost,
        },
      }),
    );
  }

  /** Registers a permanent blob for a few epochs, which these members certify. Resolves to the object. */
  async store(
    blob: { readonly blobId: Uint8Array; readonly rootHash: Uint8Array; readonly size: number },
    signers: readonly number[],
  ): Promise<string> {
    const { systemObjectId } = this.network.deployment;
    const { walCoin, address } = this.network;
    const call = { package: this.walrusPackageId };
    const transaction = new Transaction();
    const storage = transaction.add(
      system.reserveSpace({
        ...call,
        arguments: { self: systemObjectId, storageAmount: 1 << 20, epochsAhead: 5, payment: walCoin },
      }),
    );
    const registered = transaction.add(
      system.registerBlob({
        ...call,
        arguments: {
          self: systemObjectId,
          storage,
          blobId: u256(blob.blobId),
          rootHash: u256(blob.rootHash),
          size: blob.size,
          encodingType: 1,
          deletable: false,
          writePayment: walCoin,
        },
      }),
    );
    const { epoch } = this.#head();
    const message = serializeMessage({
      type: 'blobCertificate',
      epoch,
      blobId: blob.blobId,
      persistence: { kind: 'permanent' },
    });
    const { signature, signersBitmap } = this.#signed(message, signers);
    transaction.add(
      system.certifyBlob({
        ...call,
        arguments: {
          self: systemObjectId,
          blob: registered,
          signature,
          signersBitmap,
          message: [...message],
        },
      }),
    );
    transaction.transferObjects([registered], address);
    const { made } = await this.network.run(transaction);
    return made('Blob')[0]!.id;
  }

  /** Whether a contract would count on a blob, asked in the current version of walrus. */
  async isAvailable(blobObjectId: string): Promise<boolean> {
    const transaction = new Transaction();
    const now = transaction.add(
      judge.now({
        package: this.walrusPackageId,
        arguments: { system: this.network.deployment.systemObjectId },
      }),
    );
    transaction.add(
      availability.isAvailable({
        package: this.packageId,
        arguments: { records: this.recordsId, blob: blobObjectId, now },
      }),
    );
    return bcs.bool().parse((await this.network.ask(transaction)).at(-1)!);
  }

  /** Events of a type in the last transaction with a sentence or a certificate, by its name. */
  lastEvents(name: string): readonly Uint8Array[] {
    return this.#lastEmitted(name);
  }

  /** The number of the record of the blob that was just lost. */
  lastLoss(): number {
    const [contents] = this.lastEvents('BlobLost');
    return Number(evidenceEvents.BlobLost.parse(contents!).record);
  }

  /** The penalties in the last transaction with a sentence. */
  lastPenalties() {
    return this.lastEvents('PenaltyOrdered').map((contents) => {
      const { epoch, node_id, cause, stake_ppm, rewards_ppm } = evidenceEvents.PenaltyOrdered.parse(contents);
      return { nodeId: node_id, epoch, cause, stakePpm: stake_ppm, rewardsPpm: rewards_ppm };
    });
  }

  #head(): { readonly epoch: number; readonly evidenceId: string } {
    return { epoch: this.#epoch, evidenceId: this.evidenceId };
  }

  /** Verifies what members have signed, and passes it on. */
  async #judged(
    message: EvidenceMessage,
    signers: readonly number[],
    use: (verified: TransactionResult) => (transaction: Transaction) => unknown,
  ): Promise<Cost> {
    const bytes = serializeEvidenceMessage(message);
    const { signature, signersBitmap } = this.#signed(bytes, signers);
    const { systemObjectId } = this.network.deployment;
    const packageId = this.walrusPackageId;
    const transaction = new Transaction();
    const verified = transaction.add(
      judge.verify({
        package: packageId,
        arguments: {
          system: systemObjectId,
          epoch: message.epoch,
          signature,
          signersBitmap,
          message: [...bytes],
        },
      }),
    );
    transaction.add(use(verified) as (transaction: Transaction) => TransactionResult);
    const { cost, emitted } = await this.network.run(transaction);
    this.#lastEmitted = emitted;
    return cost;
  }

  /** The certificate of members at these positions. */
  #signed(bytes: Uint8Array, signers: readonly number[]) {
    const bitmap = new Uint8Array(Math.ceil(this.members.length / 8));
    const signatures = signers.map((position) => {
      bitmap[position >> 3]! |= 1 << (position & 7);
      return signMessage(secretKeyOf(this.members[position]!), bytes);
    });
    return { signature: [...aggregateSignatures(signatures)], signersBitmap: [...bitmap] };
  }

  get #blobCall(): { readonly package: string } {
    return { package: this.packageId };
  }

  get #objects(): { readonly self: string; readonly records: string } {
    return { self: this.evidenceId, records: this.recordsId };
  }

  #carryOut(transaction: Transaction, sentence: TransactionResult): TransactionResult {
    const { systemObjectId, stakingObjectId } = this.network.deployment;
    const packageId = this.walrusPackageId;
    return transaction.add(
      judge.carryOut({
        package: packageId,
        arguments: { system: systemObjectId, staking: stakingObjectId, sentence },
      }),
    );
  }

  async #sentenced(sentence: (transaction: Transaction) => TransactionResult): Promise<Cost> {
    const transaction = new Transaction();
    this.#carryOut(transaction, sentence(transaction));
    const { cost, emitted } = await this.network.run(transaction);
    this.#lastEmitted = emitted;
    return cost;
  }

  #call(call: (self: string) => (transaction: Transaction) => TransactionResult) {
    const transaction = new Transaction();
    transaction.add(call(this.evidenceId));
    return this.network.run(transaction);
  }
}

const secretKeyOf = ({ name }: PaperNode): Uint8Array =>
  generateSecretKey(new TextEncoder().encode(name.padEnd(48, '.')));

const u256 = (bytes: Uint8Array): bigint => BigInt(hexOf(bytes.toReversed()));
const hexOf = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;
