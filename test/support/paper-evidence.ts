/** A network on paper with the judges' package, whose rounds go on step by step, with real signatures. */
import { Transaction, type TransactionResult } from '@mysten/sui/transactions';
import { compilePackage } from '@haulout/devnet/compiler';
import { generateSecretKey, aggregateSignatures, signMessage } from '@haulout/sdk/certificate';
import { evidenceEvents, evidence, judge, opening, round } from '@haulout/sdk/contracts';
import { serializeEvidenceMessage, type CellOpening, type EvidenceMessage } from '@haulout/sdk/evidence';
import type { DeploymentRecord } from 'haulout';
import { publication } from '../../cli/src/deploy/publication.js';
import { moveFolder } from './move-packages.js';
import { PaperNetwork, type Cost, type PaperNode } from './paper-network.js';

export class PaperEvidence {
  readonly network: PaperNetwork;
  readonly packageId: string;
  readonly evidenceId: string;
  readonly recordsId: string;
  /** Members in the order of the bitmaps. */
  readonly members: readonly PaperNode[];
  #lastEmitted: (name: string) => readonly Uint8Array[] = () => [];

  private constructor(
    network: PaperNetwork,
    ids: { packageId: string; evidenceId: string; recordsId: string },
  ) {
    this.network = network;
    this.packageId = ids.packageId;
    this.evidenceId = ids.evidenceId;
    this.recordsId = ids.recordsId;
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
    const { wal, walrus_core, walrus } = {
      wal: network.deployment.walPackageId,
      walrus_core: network.deployment.corePackageId,
      walrus: network.deployment.packageId,
    };
    const compiled = await compilePackage(
      { directory: moveFolder('evidence') },
      { published: { wal, walrus_core, walrus } },
    );
    const published = await network.run(publication(compiled, network.address));
    const setupCap = published.made('SetupCap')[0]!.id;
    const packageId = published.packageId!;

    const setup = new Transaction();
    setup.add(
      evidence.initialize({
        package: packageId,
        arguments: { cap: setupCap, samples: 128, stepMs: 1000, nShards },
      }),
    );
    const { emergencyUpgradeCapId } = network.deployment as Partial<DeploymentRecord>;
    setup.moveCall({
      target: `${walrus}::judge::name_first_judge`,
      typeArguments: [`${packageId}::court::Court`],
      arguments: [setup.object(network.deployment.systemObjectId), setup.object(emergencyUpgradeCapId!)],
    });
    const { made } = await network.run(setup);
    const [evidenceId, recordsId] = ['Evidence', 'Records'].map((name) => made(name)[0]!.id);
    const paper = new PaperEvidence(network, { packageId, evidenceId: evidenceId!, recordsId: recordsId! });
    await paper.beginEpoch();
    return paper;
  }

  /** Takes the epoch in. */
  async beginEpoch(): Promise<Cost> {
    const { packageId, systemObjectId, stakingObjectId } = this.network.deployment;
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

  /** Events of a type in the last transaction with a sentence, by its name. */
  lastEvents(name: string): readonly Uint8Array[] {
    return this.#lastEmitted(name);
  }

  /** The penalties in the last transaction with a sentence. */
  lastPenalties() {
    return this.lastEvents('PenaltyOrdered').map((contents) => {
      const { epoch, node_id, cause, stake_ppm, rewards_ppm } = evidenceEvents.PenaltyOrdered.parse(contents);
      return { nodeId: node_id, epoch, cause, stakePpm: stake_ppm, rewardsPpm: rewards_ppm };
    });
  }

  #head(): { readonly epoch: number; readonly evidenceId: string } {
    return { epoch: this.network.stakingState().epoch, evidenceId: this.evidenceId };
  }

  /** Verifies what members have signed, and passes it on. */
  async #judged(
    message: EvidenceMessage,
    signers: readonly number[],
    use: (verified: TransactionResult) => (transaction: Transaction) => unknown,
  ): Promise<Cost> {
    const bytes = serializeEvidenceMessage(message);
    const bitmap = new Uint8Array(Math.ceil(this.members.length / 8));
    const signatures = signers.map((position) => {
      bitmap[position >> 3]! |= 1 << (position & 7);
      return signMessage(secretKeyOf(this.members[position]!), bytes);
    });
    const { packageId, systemObjectId } = this.network.deployment;
    const transaction = new Transaction();
    const verified = transaction.add(
      judge.verify({
        package: packageId,
        arguments: {
          system: systemObjectId,
          epoch: message.epoch,
          signature: [...aggregateSignatures(signatures)],
          signersBitmap: [...bitmap],
          message: [...bytes],
        },
      }),
    );
    transaction.add(use(verified) as (transaction: Transaction) => TransactionResult);
    return (await this.network.run(transaction)).cost;
  }

  async #sentenced(sentence: (transaction: Transaction) => TransactionResult): Promise<Cost> {
    const { packageId, systemObjectId, stakingObjectId } = this.network.deployment;
    const transaction = new Transaction();
    transaction.add(
      judge.carryOut({
        package: packageId,
        arguments: {
          system: systemObjectId,
          staking: stakingObjectId,
          sentence: sentence(transaction),
        },
      }),
    );
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

const hexOf = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;
