/** The real contracts on a devnet, and judges: rounds, losses and proofs with signatures made here. */
import assert from 'node:assert/strict';
import { Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import type { Keypair } from '@mysten/sui/cryptography';
import { blobCertificateMessage, type Committee } from '@haulout/sdk/certificate';
import { aggregateCertificate } from '@haulout/sdk/certificate';
import { addCertify, execute, signingCommittee } from '@haulout/sdk/chain';
import { declared, evidence, evidenceEvents, judge, loss, round } from '@haulout/sdk/contracts';
import { blobIdToInteger, encodeBlob, type EncodedBlob } from '@haulout/sdk/encoding';
import {
  aggregateEvidence,
  serializeEvidenceMessage,
  type EvidenceMessage,
  type Round,
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
export const hexId = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;

/** A chain whose judges are told what to do, step by step. Members are called by their place. */
export class JudgedChain {
  readonly chain: Awaited<ReturnType<typeof startChain>>;
  /** Of the epoch that was begun last, in the order of bitmaps. */
  members: readonly PaperNode[] = [];
  committee!: Committee;
  /** Number of the last round. */
  round = 0;

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
    return new Map(
      done.Transaction!.events.map(({ eventType, bcs }) => [eventType.split('::').at(-1)!, bcs]),
    );
  }

  async beginEpoch(): Promise<void> {
    this.committee = signingCommittee(await this.chain.client.haulout.committee());
    this.members = this.committee.members.map(({ nodeId }) =>
      this.chain.nodes.find((node) => node.nodeId === nodeId)!,
    );
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
    const { client, publisher, devnet } = this.chain;
    const blob = await encodeBlob(bytes, { nShards: this.committee.nShards });
    const owner = publisher.toSuiAddress();
    const terms = { epochs, deletable: false, owner };
    const { transaction } = await client.haulout.registerTransaction({ blob, ...terms });
    const { created } = await execute({ client, what: 'register', transaction, signer: publisher });
    const blobObject = created.find(({ type }) => type.endsWith('::blob::Blob'))!.objectId;
    const message = {
      type: 'blobCertificate' as const,
      epoch: this.epoch,
      blobId: blob.blobId,
      persistence: { kind: 'permanent' as const },
    };
    const by = sign(this.#by(signers), blobCertificateMessage(message));
    const certificate = aggregateCertificate(this.committee, message, by);
    const contracts = await client.haulout.contracts();
    await this.send('certify', (one) => void addCertify(one, contracts, { blobObject, certificate }));
    assert.ok(devnet);
    return blob;
  }

  /** Opens a round, as soon as the numbers that are drawn allow it. */
  async open(): Promise<void> {
    for (;;) {
      this.wait(SLOT);
      await this.send('attempt', (transaction) => {
        transaction.add(round.attempt({ ...this.#evidence, arguments: [this.evidenceId] }));
      });
      const events = await this.send('open', (transaction) => {
        transaction.add(round.open({ ...this.#evidence, arguments: [this.evidenceId] }));
      });
      const opened = events.get('RoundOpened');
      if (opened === undefined) continue;
      this.round = evidenceEvents.RoundOpened.parse(opened).round;
      return;
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
    const { capId, operator } = this.members[member]!;
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
    const message = { type: 'passed' as const, ...this.#head, round: this.round, nodes };
    await this.send('passed', (transaction) => {
      const verified = this.#verified(transaction, message, signers);
      const set = nodes.reduce((bits, node) => bits | (1n << BigInt(node)), 0n);
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
    await this.open();
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

  async declareLost(member: number, shards: readonly number[]): Promise<void> {
    const { capId, operator } = this.members[member]!;
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

  #by(indices: readonly number[]): PaperNode[] {
    return indices.map((index) => this.members[index]!);
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
