/** The real contracts on a devnet, and judges: rounds, losses and proofs with signatures made here. */
import { Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import { messageOf } from '@haulout/sdk/base';
import type { Keypair } from '@mysten/sui/cryptography';
import {
  aggregateCertificate,
  blobCertificateMessage,
  serializeMessage,
  type Certificate,
  type Committee,
} from '@haulout/sdk/certificate';
import { addCertify, execute, signingCommittee } from '@haulout/sdk/chain';
import {
  accusations,
  declared,
  evidence,
  evidenceEvents,
  invalidate,
  judge,
  loss,
  opening,
  round,
} from '@haulout/sdk/contracts';
import { blobIdToInteger, encodeBlob, type EncodedBlob } from '@haulout/sdk/encoding';
import {
  aggregateEvidence,
  serializeEvidenceMessage,
  type CellOpening,
  type ConflictProof,
  type EvidenceMessage,
  type PaddingProof,
  type Round,
  type WrongAnswerProof,
} from '@haulout/sdk/evidence';
import { sign, startChain, type PaperNode } from './paper-chain.js';

/** What is signed of a set. */
export interface SignedSet {
  readonly count: bigint;
  readonly bytes: bigint;
  readonly root: Uint8Array;
}

/** The least step of a round's times, in ms, as `deploy` sets it. */
const STEP = 10_000n;
/** 1/64 of an epoch of an hour. */
const SLOT = 56_250n;

const root = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
export const SET: SignedSet = { count: 1n, bytes: 1000n, root: root(7) };
const hexId = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;

/** A chain whose judges are told what to do, step by step. Nodes are called by the place of their stakes. */
export class JudgedChain {
  readonly chain: Awaited<ReturnType<typeof startChain>>;
  /** Of the epoch that was begun last. */
  committee!: Committee;
  /** Number of the last round. */
  round = 0;
  /** All events of the last transaction, in their order. */
  lastEvents: readonly { readonly name: string; readonly bcs: Uint8Array }[] = [];

  private constructor(chain: Awaited<ReturnType<typeof startChain>>) {
    this.chain = chain;
  }

  static async start(stakes: readonly number[], nShards: number): Promise<JudgedChain> {
    const judged = new JudgedChain(await startChain(stakes, nShards));
    await judged.beginEpoch();
    return judged;
  }

  stop(): void {
    this.chain.devnet.stop();
  }

  get evidenceId(): string {
    return this.chain.deployment.evidenceObjectId;
  }

  node(index: number): PaperNode {
    return this.chain.nodes[index]!;
  }

  /** The place of a node in the committee. */
  place(index: number): number {
    return this.committee.members.findIndex(({ nodeId }) => nodeId === this.node(index).nodeId);
  }

  /** The shards of a node, ascending. */
  async shardsOf(index: number): Promise<readonly number[]> {
    const { nodes } = await this.chain.client.haulout.committee();
    return nodes.find(({ nodeId }) => nodeId === this.node(index).nodeId)!.shards;
  }

  get epoch(): number {
    return this.committee.epoch;
  }

  wait(ms: bigint): void {
    this.chain.devnet.advanceClock(ms);
  }

  async turnEpoch(): Promise<void> {
    await this.chain.turnEpoch();
    await this.beginEpoch();
  }

  /** Executes; resolves to the events of the judges, by name. */
  async send(
    what: string,
    add: (transaction: Transaction) => void,
    signer: Keypair = this.chain.publisher,
  ): Promise<Map<string, Uint8Array>> {
    const transaction = new Transaction();
    add(transaction);
    const { client } = this.chain.devnet;
    const { digest } = await execute({ client, what, transaction, signer });
    const done = await client.core.getTransaction({ digest, include: { events: true } });
    this.lastEvents = done.Transaction!.events.map(({ eventType, bcs }) => ({
      name: eventType.split('::').at(-1)!,
      bcs,
    }));
    return new Map(this.lastEvents.map(({ name, bcs }) => [name, bcs]));
  }

  async beginEpoch(): Promise<void> {
    this.committee = signingCommittee(await this.chain.client.haulout.committee());
    const { packageId, systemObjectId, stakingObjectId } = this.chain.deployment;
    await this.send('begin the epoch', (transaction) => {
      const record = transaction.add(
        judge.epochRecord({ package: packageId, arguments: [systemObjectId, stakingObjectId] }),
      );
      transaction.add(evidence.beginEpoch({ ...this.#evidence, arguments: [this.evidenceId, record] }));
    });
  }

  /** Stores a blob on chain: registered, and certified by these members. */
  async store(bytes: Uint8Array, epochs: number, signers: readonly number[]): Promise<EncodedBlob> {
    const { client, publisher } = this.chain;
    const blob = await encodeBlob(bytes, { nShards: this.committee.nShards });
    const owner = publisher.toSuiAddress();
    const terms = { epochs, deletable: false, owner };
    const { transaction } = await client.haulout.registerTransaction({ blob, ...terms });
    const { created } = await execute({ client, what: 'register', transaction, signer: publisher });
    const blobObject = created.find(({ type }) => type.endsWith('::blob::Blob'))!.objectId;
    const certificate = this.certificateOf(blob, signers);
    const contracts = await client.haulout.contracts();
    await this.send('certify', (one) => void addCertify(one, contracts, { blobObject, certificate }));
    return blob;
  }

  /** What these members confirm of a permanent blob. */
  certificateOf({ blobId }: EncodedBlob, signers: readonly number[]): Certificate {
    const persistence = { kind: 'permanent' as const };
    const message = { type: 'blobCertificate' as const, epoch: this.epoch, blobId, persistence };
    const by = sign(this.#by(signers), blobCertificateMessage(message));
    return aggregateCertificate(this.committee, message, by);
  }

  /** Opens a round, as soon as the numbers that are drawn allow it. False: this epoch has no time for one. */
  async open(): Promise<boolean> {
    for (;;) {
      this.wait(SLOT);
      try {
        await this.send('attempt', (transaction) => {
          transaction.add(round.attempt({ ...this.#evidence, arguments: [this.evidenceId] }));
        });
      } catch (error) {
        if (/ENoTime/.test(messageOf(error))) return false;
        throw error;
      }
      const events = await this.send('open', (transaction) => {
        transaction.add(round.open({ ...this.#evidence, arguments: [this.evidenceId] }));
      });
      const opened = events.get('RoundOpened');
      if (opened === undefined) continue;
      this.round = evidenceEvents.RoundOpened.parse(opened).round;
      return true;
    }
  }

  async ready(signers: readonly number[], set: SignedSet = SET): Promise<void> {
    const message = { type: 'ready' as const, ...this.#head, round: this.round, ...set };
    await this.send('ready', (transaction) => {
      const verified = this.#verified(transaction, message, signers);
      const values = [this.evidenceId, verified, set.count, set.bytes, hexId(set.root)] as const;
      transaction.add(round.addReady({ ...this.#evidence, arguments: [...values] }));
    });
  }

  /** Draws the seed; resolves to the round as its members know it. */
  async draw(): Promise<Round> {
    this.wait(STEP);
    const events = await this.send('draw', (transaction) => {
      transaction.add(round.draw({ ...this.#evidence, arguments: [this.evidenceId] }));
    });
    const { seed } = evidenceEvents.SeedDrawn.parse(events.get('SeedDrawn')!);
    const { nodes } = await this.chain.client.haulout.committee();
    return {
      evidenceId: this.evidenceId,
      round: this.round,
      seed: Uint8Array.from(Buffer.from(seed.slice(2), 'hex')),
      nShards: this.committee.nShards,
      sampleCount: 128,
      members: nodes.map(({ nodeId, shards }) => ({ nodeId, shards })),
    };
  }

  async answer(member: number, answers: Uint8Array = root(member + 1)): Promise<void> {
    const { capId, operator } = this.node(member);
    await this.send(
      'answer',
      (transaction) => {
        const values = [this.evidenceId, capId, this.round, hexId(answers)] as const;
        transaction.add(round.answer({ ...this.#evidence, arguments: [...values] }));
      },
      operator,
    );
  }

  /** Members vouch for others. */
  async passed(nodes: readonly number[], signers: readonly number[]): Promise<void> {
    const places = nodes.map((node) => this.place(node)).sort((a, b) => a - b);
    const message = { type: 'passed' as const, ...this.#head, round: this.round, nodes: places };
    await this.send('passed', (transaction) => {
      const verified = this.#verified(transaction, message, signers);
      const set = places.reduce((bits, node) => bits | (1n << BigInt(node)), 0n);
      transaction.add(round.addPassed({ ...this.#evidence, arguments: [this.evidenceId, verified, set] }));
    });
  }

  async decide(): Promise<void> {
    await this.send('decide', (transaction) => {
      transaction.add(round.decide({ ...this.#evidence, arguments: [this.evidenceId] }));
    });
  }

  async makeVoid(): Promise<void> {
    await this.send('make void', (transaction) => {
      transaction.add(round.makeVoid({ ...this.#evidence, arguments: [this.evidenceId] }));
    });
  }

  async settle(): Promise<void> {
    await this.sentence('settle', () => round.settle({ ...this.#evidence, arguments: [this.evidenceId] }));
  }

  /** A round in which these members answer, and those vouch for them; settled. */
  async fullRound(answering: readonly number[], vouching: readonly number[], set?: SignedSet): Promise<void> {
    if (!(await this.open())) throw new Error('the epoch has no time for a round any more');
    await this.ready([0, 1, 2], set);
    await this.draw();
    for (const member of answering) await this.answer(member);
    this.wait(2n * STEP + 1n);
    await this.passed(answering, vouching);
    this.wait(12n * STEP);
    await this.decide();
    await this.settle();
  }

  /** A blob is refused, or cannot be recovered, by the word of members. */
  async lose(blob: EncodedBlob, how: 'refused' | 'unrecoverable', signers: readonly number[]): Promise<void> {
    const { recordsObjectId } = this.chain.deployment;
    const message = { type: how, ...this.#head, blobId: blob.blobId };
    const id = blobIdToInteger(blob.blobId);
    await this.sentence('lose', (transaction) => {
      const verified = this.#verified(transaction, message, signers);
      const given = [this.evidenceId, recordsObjectId, verified, id] as const;
      if (how === 'refused') return loss.refused({ ...this.#evidence, arguments: [...given] });
      const { unencodedLength } = blob.metadata;
      const rootHash = blobIdToInteger(blob.rootHash);
      return loss.unrecoverable({
        ...this.#evidence,
        arguments: [...given, rootHash, BigInt(unencodedLength)],
      });
    });
  }

  async revoke(blob: EncodedBlob, record: bigint, signers: readonly number[]): Promise<void> {
    const { recordsObjectId } = this.chain.deployment;
    const message = { type: 'revoked' as const, ...this.#head, blobId: blob.blobId, record };
    await this.sentence('revoke', (transaction) => {
      const verified = this.#verified(transaction, message, signers);
      const id = blobIdToInteger(blob.blobId);
      const given = [this.evidenceId, recordsObjectId, verified, id, record] as const;
      return loss.revoke({ ...this.#evidence, arguments: [...given] });
    });
  }

  async charge(record: bigint): Promise<void> {
    await this.sentence('charge', () =>
      loss.charge({ ...this.#evidence, arguments: [this.evidenceId, record] }),
    );
  }

  /** The official certificate that a blob is invalid. */
  async attestInvalid(blobId: Uint8Array, signers: readonly number[]): Promise<void> {
    const { recordsObjectId, packageId, systemObjectId } = this.chain.deployment;
    const message = { type: 'invalidBlobId' as const, epoch: this.epoch, blobId };
    const signatures = sign(this.#by(signers), serializeMessage(message));
    const certificate = aggregateCertificate(this.committee, message, signatures);
    await this.sentence('attest', (transaction) => {
      const { signature, signers: bitmap, message: bytes } = certificate;
      const verified = transaction.add(
        judge.verifyInvalid({
          package: packageId,
          arguments: [systemObjectId, [...signature], [...bitmap], [...bytes]],
        }),
      );
      const given = [this.evidenceId, recordsObjectId, verified] as const;
      return invalidate.byCertificate({ ...this.#evidence, arguments: [...given] });
    });
  }

  async proveConflict({ inRow, inColumn }: ConflictProof, size: number): Promise<void> {
    const { recordsObjectId } = this.chain.deployment;
    await this.sentence('prove a conflict', (transaction) => {
      const [row, column] = [this.#opened(transaction, inRow), this.#opened(transaction, inColumn)];
      const place = [BigInt(size), inRow.sliver, inColumn.sliver] as const;
      const given = [this.evidenceId, recordsObjectId, ...place, row, column] as const;
      return invalidate.byConflict({ ...this.#evidence, arguments: [...given] });
    });
  }

  async provePadding({ symbol, opening }: PaddingProof, size: number, at: number): Promise<void> {
    const { recordsObjectId } = this.chain.deployment;
    const along = opening.axis === 'primary';
    const [row, column] = along ? [opening.sliver, opening.cell] : [opening.cell, opening.sliver];
    await this.sentence('prove hidden bytes', (transaction) => {
      const cell = [BigInt(size), row, column, Array.of(0, ...symbol), BigInt(at), along] as const;
      const given = [this.evidenceId, recordsObjectId, ...cell, this.#opened(transaction, opening)] as const;
      return invalidate.byPadding({ ...this.#evidence, arguments: [...given] });
    });
  }

  /** Convicts a node, or accuses it. */
  async prove({ answer, opening }: WrongAnswerProof, member: number, size: number): Promise<void> {
    const { nodeId } = this.node(member);
    const claim = [this.round, nodeId, blobIdToInteger(answer.blobId)] as const;
    const place = [answer.axis === 'primary' ? 0 : 1, answer.sliver, answer.cell] as const;
    const path = answer.path.map(hexId);
    const posted = [hexId(answer.leafHash), BigInt(answer.place), path, BigInt(size)] as const;
    const given = [this.evidenceId, ...claim, ...place, ...posted] as const;
    if (answer.axis !== opening.axis) {
      await this.send('accuse', (transaction) => {
        const cell = this.#opened(transaction, opening);
        transaction.add(accusations.accuse({ ...this.#evidence, arguments: [...given, cell] }));
      });
      return;
    }
    await this.sentence('convict', (transaction) => {
      const cell = this.#opened(transaction, opening);
      return accusations.convict({ ...this.#evidence, arguments: [...given, cell] });
    });
  }

  async resolve(member: number, blobId: Uint8Array): Promise<void> {
    const { recordsObjectId } = this.chain.deployment;
    const { nodeId } = this.node(member);
    const given = [this.evidenceId, recordsObjectId, this.round, nodeId, blobIdToInteger(blobId)] as const;
    await this.sentence('resolve', () => accusations.resolve({ ...this.#evidence, arguments: [...given] }));
  }

  async declareLost(member: number, shards: readonly number[]): Promise<void> {
    const { capId, operator } = this.node(member);
    await this.sentence(
      'declare shards lost',
      () => declared.declare({ ...this.#evidence, arguments: [this.evidenceId, capId, [...shards]] }),
      operator,
    );
  }

  async changeSchedule(
    message: Omit<Extract<EvidenceMessage, { type: 'schedule' }>, 'type' | 'epoch' | 'evidenceId'>,
    signers: readonly number[],
  ): Promise<void> {
    await this.send('change the schedule', (transaction) => {
      const verified = this.#verified(transaction, { type: 'schedule', ...this.#head, ...message }, signers);
      const { sequence, fromEpoch, schedule } = message;
      const { stakePpm, rebuildCost } = schedule;
      transaction.add(
        evidence.changeSchedule({
          ...this.#evidence,
          arguments: [this.evidenceId, verified, sequence, fromEpoch, Object.values(stakePpm), rebuildCost],
        }),
      );
    });
  }

  /** Carries out what a call of the judges orders. */
  async sentence(
    what: string,
    add: (transaction: Transaction) => (transaction: Transaction) => TransactionArgument,
    signer?: Keypair,
  ): Promise<Map<string, Uint8Array>> {
    const { packageId, systemObjectId, stakingObjectId } = this.chain.deployment;
    return this.send(
      what,
      (transaction) => {
        const sentence = transaction.add(add(transaction) as never);
        transaction.add(
          judge.carryOut({ package: packageId, arguments: [systemObjectId, stakingObjectId, sentence] }),
        );
      },
      signer,
    );
  }

  get #evidence() {
    return { package: this.chain.deployment.evidencePackageId };
  }

  get #head() {
    return { epoch: this.epoch, evidenceId: this.evidenceId };
  }

  #opened(transaction: Transaction, { leafHash, cellPath, otherHash, pairPath }: CellOpening) {
    return transaction.add(
      opening._new({
        ...this.#evidence,
        arguments: [hexId(leafHash), cellPath.map(hexId), hexId(otherHash), pairPath.map(hexId)],
      }),
    );
  }

  #by(indices: readonly number[]): PaperNode[] {
    return indices.map((index) => this.node(index));
  }

  #verified(
    transaction: Transaction,
    message: EvidenceMessage,
    signers: readonly number[],
  ): TransactionArgument {
    const signatures = sign(this.#by(signers), serializeEvidenceMessage(message));
    const certificate = aggregateEvidence(this.committee, message, signatures);
    const { packageId, systemObjectId } = this.chain.deployment;
    return transaction.add(
      judge.verify({
        package: packageId,
        arguments: [
          systemObjectId,
          message.epoch,
          [...certificate.signature],
          [...certificate.signers],
          [...certificate.message],
        ],
      }),
    );
  }
}
