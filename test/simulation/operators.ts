/**
 * The operators of the storage nodes: the SDK's runner, which dies and comes back with its node, and what
 * they decide.
 */
import { Transaction } from '@mysten/sui/transactions';
import { HauloutError } from '@haulout/sdk/client';
import { aggregateCertificate, serializeMessage, signMessage, type Message } from '@haulout/sdk/certificate';
import { readNodeState } from '@haulout/sdk/chain';
import {
  addAnnounceDenyList,
  addCollectCommission,
  addDeleteDenyListedBlob,
  addNextPublicKey,
  addNodeChanges,
  addNodeRemoval,
  addNodeWithdrawal,
  addUpdateDenyList,
  addUpdateProtocolVersion,
  createOperatorRunner,
  proveOwnership,
  type OperatorWishes,
  type Votes,
} from '@haulout/sdk/operator';
import { lineOf } from './patience.js';
import type { Happening } from './scenario.js';
import type { Member, World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

/** About how often an operator looks at the chain, in ms. */
const PAUSE_MS = 30_000;
/** Times that an operator tries to send what it has decided; ms between them. */
const ATTEMPTS = 6;
const RETRY_MS = 10_000;

export class Operators {
  /** Decisions that were carried out, by name. */
  readonly done = new Map<string, number>();
  readonly #world: World;
  readonly #violate: (what: string) => void;
  /** Deny lists so far. */
  #lists = 0n;
  readonly #wishes = new Map<Member, { votes?: Votes | undefined } & Omit<OperatorWishes, 'votes'>>();

  constructor(world: World, violate: (what: string) => void) {
    this.#world = world;
    this.#violate = violate;
  }

  /** Employs an operator for a node. */
  employ(member: Member): void {
    const { clock, deployment } = this.#world;
    const { systemObjectId, stakingObjectId, treasuryObjectId, walrusSubsidiesObjectId } = deployment;
    const { name, node, client, haulout, signer, capId } = member;
    const random = this.#world.random(`operator of ${name}`);
    const wishes = { collectFrom: random() < 0.5 ? 1n : undefined };
    this.#wishes.set(member, wishes);
    let stopping: AbortController | undefined;

    const begin = () => {
      const { signal } = (stopping = new AbortController());
      const runner = createOperatorRunner({
        client,
        systemObjectId,
        stakingObjectId,
        treasuryObjectId,
        subsidiesObjectId: walrusSubsidiesObjectId,
        capId,
        sender: signer.toSuiAddress(),
        send: (what, transaction) =>
          haulout.execute({ what: `${name}: ${what}`, transaction, signer, signal }),
        node: {
          async handOver(epoch) {
            const { running } = node;
            if (!running) throw new TypeError(`${name} is down`);
            return running.duties.handOver(epoch);
          },
        },
        wishes,
        onOutcome: ({ duty, kind }) => {
          if (kind === 'done') this.#world.log(name, duty.kind);
        },
        timers: clock,
        pauseMs: PAUSE_MS * (0.5 + random()),
      });
      clock.after(PAUSE_MS * random(), () => void runner.run(signal));
    };
    node.onUp = begin;
    node.onDown = () => stopping?.abort(new Error(`the operator of ${name} is down`));
    begin();
  }

  /** Its runner votes like this from now on. */
  vote(member: Member, { storagePrice, writePrice, gib }: Of<'vote'>): void {
    this.#world.log(member.name, `wants ${storagePrice} and ${writePrice} FROST, and offers ${gib} GiB`);
    this.#wishes.get(member)!.votes = {
      storagePrice: BigInt(storagePrice),
      writePrice: BigInt(writePrice),
      nodeCapacity: BigInt(gib) << 30n,
    };
  }

  /** Announces another key; the node changes over with the epoch in which it signs with it. */
  rotate(member: Member): Promise<void> {
    return this.#send(member, 'rotate', (transaction) => {
      const { truth, contracts } = this.#world;
      const key = member.keys.next();
      const proof = proveOwnership(key, { epoch: truth.epoch, address: member.signer.toSuiAddress() });
      addNextPublicKey(transaction, contracts, { capId: member.capId, ...proof });
    });
  }

  describe(member: Member, { text, commission }: Of<'describe'>): Promise<void> {
    return this.#send(member, 'describe', (transaction) =>
      addNodeChanges(transaction, this.#world.contracts, {
        capId: member.capId,
        name: `${member.name} ${text}`,
        commissionRate: commission,
        metadata: { imageUrl: '', projectUrl: `https://${text}.test`, description: text },
      }),
    );
  }

  /** Names the share of rewards that is to be burned, while voting is open. */
  voteToBurn(member: Member, { rate }: Of<'burn'>): Promise<void> {
    return this.#send(member, 'vote to burn', (transaction) => {
      const { truth, contracts } = this.#world;
      const { epochs } = truth;
      if (!epochs?.committee.has(member.nodeId) || epochs.next !== undefined) throw new Unsuited();
      addNodeChanges(transaction, contracts, { capId: member.capId, burnRate: rate });
    });
  }

  /** Leaves for good, politely. */
  retire(member: Member): Promise<void> {
    return this.#send(member, 'retire', (transaction) =>
      addNodeWithdrawal(transaction, this.#world.contracts, member.capId),
    );
  }

  /** Takes what is left of a node that nobody has stake with out of the contracts. */
  async remove(member: Member): Promise<void> {
    const { contracts } = this.#world;
    const { nodeId, capId, client, signer } = member;
    const { commission } = await readNodeState(client, nodeId);
    const { packageId: originalPackageId } = this.#world.deployment;
    await this.#send(member, 'remove', (transaction) => {
      if (commission > 0n) {
        const holder = { capId, originalPackageId };
        const earned = addCollectCommission(transaction, contracts, { nodeId, holder });
        transaction.transferObjects([earned], signer.toSuiAddress());
      }
      addNodeRemoval(transaction, contracts, capId);
    });
    await member.node.crash();
  }

  /** The committee agrees to a node's deny list, and to a version of its protocol. */
  deny(member: Member, { mib }: Of<'deny'>): Promise<void> {
    return this.#send(member, 'deny', (transaction) => {
      const { truth, contracts } = this.#world;
      const { nodeId, capId } = member;
      const { epoch, committee } = truth.epochs!;
      if (!committee.has(nodeId)) throw new Unsuited();
      const root = new Uint8Array(32).fill(mib % 256);
      const sequence = ++this.#lists;
      addAnnounceDenyList(transaction, contracts, { capId, root, sequence });
      const update = {
        type: 'denyListUpdate',
        epoch,
        nodeId,
        sequence,
        size: BigInt(mib) << 20n,
        root,
      } as const;
      addUpdateDenyList(transaction, contracts, { capId, certificate: this.#agree(update) });
      const version = { type: 'protocolVersion', epoch, startEpoch: epoch + 1, version: 2n } as const;
      addUpdateProtocolVersion(transaction, contracts, { capId, certificate: this.#agree(version) });
      const gone = { type: 'denyListBlobDeleted', epoch, blobId: root } as const;
      addDeleteDenyListedBlob(transaction, contracts, this.#agree(gone));
    });
  }

  /** A certificate of all members; what their nodes think of it is not asked. */
  #agree(message: Message) {
    const committee = this.#world.truth.signers;
    const signatures = committee.members.map(({ nodeId, publicKey }) => {
      const { keys } = this.#world.members.find((member) => member.nodeId === nodeId)!;
      const bytes = serializeMessage(message);
      return { nodeId, message: bytes, signature: signMessage(keys.of(publicKey), bytes) };
    });
    return aggregateCertificate(committee, message, signatures);
  }

  async #send(member: Member, what: string, build: (transaction: Transaction) => void): Promise<void> {
    const { name, haulout, signer } = member;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        await haulout.execute({
          what: `${name}: ${what}`,
          transaction: () => {
            const transaction = new Transaction();
            build(transaction);
            return Promise.resolve(transaction);
          },
          signer,
        });
        this.#world.log(name, `${what}: done`);
        this.done.set(what, (this.done.get(what) ?? 0) + 1);
        return;
      } catch (error) {
        if (error instanceof Unsuited) return;
        // The epoch may change after something was signed for it, and a node that is cut off reaches nobody.
        if (!(error instanceof HauloutError)) this.#violate(`${name} could not ${what}: ${lineOf(error)}`);
        this.#world.log(name, `could not ${what}: ${lineOf(error)}`);
        await this.#world.clock.sleep(RETRY_MS);
      }
    }
  }
}

/** There is nothing to decide for this node now. */
class Unsuited extends Error {}
