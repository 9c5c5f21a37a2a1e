/** A network on paper with the judges' package, whose rounds go on step by step, with real signatures. */
import { bcs } from '@mysten/sui/bcs';
import { Transaction } from '@mysten/sui/transactions';
import {
  aggregateSignatures,
  generateSecretKey,
  serializeMessage,
  signerBitmap,
  signMessage,
  type Certificate,
} from '@haulout/sdk/certificate';
import {
  addCertify,
  readEvidenceState,
  type EvidenceContracts,
  type EvidenceState,
} from '@haulout/sdk/chain';
import { availability, evidence, evidenceEvents, judge, system } from '@haulout/sdk/contracts';
import { blobIdToInteger } from '@haulout/sdk/encoding';
import {
  CAUSES,
  roundLengths,
  serializeEvidenceMessage,
  type CellOpening,
  type EvidenceMessage,
  type RoundTimes,
  type Schedule,
  type ScheduleUpdate,
  type Unrecoverable,
} from '@haulout/sdk/evidence';
import {
  addAnswer,
  addAttempt,
  addBeginEpoch,
  addCharge,
  addDecide,
  addDraw,
  addInvalidateByCertificate,
  addInvalidateByConflict,
  addOpen,
  addPassed,
  addReady,
  addRefused,
  addRevoke,
  addSettle,
  addUnrecoverable,
  addVerified,
  timesOfRound,
  type SignedStatement,
} from '@haulout/sdk/operator';
import type { SignedSet } from './judged-chain.js';
import { PaperNetwork, type Cost, type PaperNode } from './paper-network.js';

/** What the two transactions of a slot took. */
export interface SlotCosts {
  readonly attempt: Cost;
  readonly open: Cost;
}

/** What opening a round took. */
interface OpenedRound extends SlotCosts {
  /** Slots before it, that passed. */
  readonly passed: readonly SlotCosts[];
}

const SOME_SET: SignedSet = { count: 100n, bytes: 1n << 30n, root: new Uint8Array(32).fill(7) };
const SOME_ROOT: Uint8Array = new Uint8Array(32).fill(10);

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
    await changeEpoch(network);
    const paper = new PaperEvidence(network);
    await paper.beginEpoch();
    return paper;
  }

  /** Changes the epoch and takes the next one in. The committee stays as it is. */
  async turnEpoch(): Promise<Cost> {
    await changeEpoch(this.network);
    return this.beginEpoch();
  }

  /** Takes the epoch in. */
  async beginEpoch(): Promise<Cost> {
    this.#epoch = this.network.stakingState().epoch;
    return this.perform(addBeginEpoch);
  }

  /** Attempts until a round opens, slot after slot; also gives what each slot took that passed. */
  async open(): Promise<OpenedRound> {
    const passed: SlotCosts[] = [];
    for (;;) {
      const attempt = await this.perform(addAttempt);
      const open = await this.perform(addOpen);
      if (this.lastEvents('RoundOpened').length > 0) return { attempt, open, passed };
      passed.push({ attempt, open });
      const { term, stepMs } = await this.state();
      this.network.devnet.advanceClock(roundLengths({ ...term!, stepMs }).slot);
    }
  }

  /** Waits until a moment of the round under way is over. */
  async waitOut(moment: keyof RoundTimes): Promise<void> {
    const state = await this.state();
    const until = timesOfRound(state, state.round!)[moment]!;
    this.network.devnet.advanceClock(Math.max(0, until + 1 - state.nowMs));
  }

  /** What the judges know, and the time. */
  state(): Promise<EvidenceState> {
    return readEvidenceState(this.network.devnet.client, this.evidenceId);
  }

  /** Members at these positions are ready with a set. */
  async ready(roundNumber: number, signers: readonly number[], set: SignedSet = SOME_SET): Promise<Cost> {
    const message = { type: 'ready', ...this.#head(), round: roundNumber, ...set } as const;
    return this.#state(addReady, message, signers);
  }

  async draw(): Promise<Cost> {
    return this.perform(addDraw);
  }

  /** These members post some root, in one transaction. */
  async answer(roundNumber: number, positions: readonly number[], root = SOME_ROOT): Promise<Cost> {
    return this.perform((transaction, contracts) => {
      for (const position of positions) {
        const { capId } = this.members[position]!;
        addAnswer(transaction, contracts, { capId, round: roundNumber, root });
      }
    });
  }

  /** Signers vouch for the answers of nodes. */
  async pass(roundNumber: number, nodes: readonly number[], signers: readonly number[]): Promise<Cost> {
    const message = { type: 'passed', ...this.#head(), round: roundNumber, nodes } as const;
    return this.#state(addPassed, message, signers);
  }

  async decide(): Promise<Cost> {
    return this.perform(addDecide);
  }

  /** Settles the next members, and carries the sentence out. */
  async settle(): Promise<Cost> {
    return this.perform(addSettle);
  }

  /** Makes a blob invalid by a conflict proof. */
  async conflict(size: number, [inRow, inColumn]: readonly [CellOpening, CellOpening]): Promise<Cost> {
    return this.perform((transaction, contracts) => {
      const proof = { inRow, inColumn };
      addInvalidateByConflict(transaction, contracts, { proof, unencodedLength: size });
    });
  }

  /** Makes a blob invalid by the official certificate of members. */
  async attest(blobId: Uint8Array, signers: readonly number[]): Promise<Cost> {
    const message = serializeMessage({ type: 'invalidBlobId', epoch: this.#epoch, blobId });
    const certificate = this.#certificate(message, signers);
    return this.perform((transaction, contracts) =>
      addInvalidateByCertificate(transaction, contracts, certificate),
    );
  }

  /** Executes what a function of `@haulout/sdk/operator` adds to a transaction. */
  async perform(add: (transaction: Transaction, contracts: EvidenceContracts) => void): Promise<Cost> {
    const { systemObjectId, stakingObjectId } = this.network.deployment;
    const transaction = new Transaction();
    add(transaction, {
      packageId: this.walrusPackageId,
      systemObjectId,
      stakingObjectId,
      evidencePackageId: this.packageId,
      evidenceObjectId: this.evidenceId,
      recordsObjectId: this.recordsId,
    });
    const { cost, emitted } = await this.network.run(transaction);
    this.#lastEmitted = emitted;
    return cost;
  }

  /** Members refuse a blob: it is lost. */
  async refuse(blobId: Uint8Array, signers: readonly number[]): Promise<Cost> {
    return this.#state(addRefused, { type: 'refused', ...this.#head(), blobId }, signers);
  }

  /** Members can neither give nor rebuild a blob: it is lost. */
  async giveUp(
    blob: { readonly blobId: Uint8Array; readonly rootHash: Uint8Array; readonly size: number },
    signers: readonly number[],
  ): Promise<Cost> {
    const { blobId, rootHash, size } = blob;
    const message = { type: 'unrecoverable', ...this.#head(), blobId } as const;
    return this.#state(
      (transaction, contracts, statement: SignedStatement<Unrecoverable>) =>
        addUnrecoverable(transaction, contracts, { ...statement, rootHash, unencodedLength: size }),
      message,
      signers,
    );
  }

  /** Charges signers of a loss. */
  async charge(record: number): Promise<Cost> {
    return this.perform((transaction, contracts) => addCharge(transaction, contracts, BigInt(record)));
  }

  /** Members say that a blob is not lost after all. */
  async revoke(blobId: Uint8Array, record: number, signers: readonly number[]): Promise<Cost> {
    const message = { type: 'revoked', ...this.#head(), blobId, record: BigInt(record) } as const;
    return this.#state(addRevoke, message, signers);
  }

  /** Members change what causes cost, from the epoch after the next on. */
  async reschedule(sequence: number, schedule: Schedule, signers: readonly number[]): Promise<Cost> {
    const { epoch } = this.#head();
    const change = { sequence: BigInt(sequence), fromEpoch: epoch + 2 };
    const message = { type: 'schedule', ...this.#head(), ...change, schedule } as const;
    return this.#state(
      (transaction, contracts, { certificate }: SignedStatement<ScheduleUpdate>) => {
        const verified = addVerified(transaction, contracts, { epoch, certificate });
        transaction.add(
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
      },
      message,
      signers,
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
          blobId: blobIdToInteger(blob.blobId),
          rootHash: blobIdToInteger(blob.rootHash),
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
    const certificate = this.#certificate(message, signers);
    const contracts = { packageId: this.walrusPackageId, systemObjectId };
    addCertify(transaction, contracts, { blobObject: registered, certificate });
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

  /** Members sign a message, which is passed on. */
  async #state<M extends EvidenceMessage>(
    add: (transaction: Transaction, contracts: EvidenceContracts, statement: SignedStatement<M>) => void,
    message: M,
    signers: readonly number[],
  ): Promise<Cost> {
    const certificate = this.#certificate(serializeEvidenceMessage(message), signers);
    return this.perform((transaction, contracts) => add(transaction, contracts, { message, certificate }));
  }

  /** The certificate of members at these positions, whether or not they are enough. */
  #certificate(message: Uint8Array, positions: readonly number[]): Certificate {
    const signatures = positions.map((position) =>
      signMessage(secretKeyOf(this.members[position]!), message),
    );
    const signers = signerBitmap(positions, this.members.length);
    return { signature: aggregateSignatures(signatures), signers, message };
  }
}

async function changeEpoch(network: PaperNetwork): Promise<void> {
  await network.endVoting();
  await network.startEpoch();
  await network.advancePools();
  await network.syncDone(network.members(), 50);
}

const secretKeyOf = ({ name }: PaperNode): Uint8Array =>
  generateSecretKey(new TextEncoder().encode(name.padEnd(48, '.')));
