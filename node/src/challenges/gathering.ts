/**
 * Putting the members' statements together (R16): one member after the other asks all, and posts what a
 * quorum has signed as one certificate. Whose word is not in it brings it alone, later.
 */
import type { Logger } from 'pino';
import { isHauloutError } from '@haulout/sdk/base';
import { isQuorum, verifySignature, type NodeSignature } from '@haulout/sdk/certificate';
import {
  aggregateEvidence,
  checkEvidenceMessage,
  parseEvidenceMessage,
  type Passed,
  type Ready,
} from '@haulout/sdk/evidence';
import { deadlineFor, NodeFault, type NodeCall, type StorageNetwork } from '@haulout/sdk/nodes';
import { addPassed, addReady, roundPatience, type SignedStatement } from '@haulout/sdk/operator';
import { inParallel } from '../duties/in-parallel.js';
import { hex } from '../hex.js';
import type { Post } from './posting.js';
import type { RoundNow } from './round-now.js';
import type { Statement, Statements } from './statements.js';

/** What gathering takes. */
export interface GatheringParts {
  readonly statements: Statements;
  readonly network: StorageNetwork;
  readonly post: Post;
  readonly logger: Logger;
}

/** Members asked at one time. */
const AT_ONCE = 16;
/** Good statements that are remembered; a committee has at most 150 members. */
const MAX_REMEMBERED = 1000;
/** Certificates in one transaction. */
const MAX_CERTIFICATES = 8;

/** What a member vouches for, with its signature over it. */
interface Vouching {
  readonly position: number;
  readonly nodes: readonly number[];
  readonly signature: Uint8Array;
}

/** Parts of the time for verdicts: a member asks the others once in each. */
const PARTS = 32;

/** About which round members are asked, and until when. */
interface Asking {
  readonly now: RoundNow;
  readonly signal: AbortSignal;
}

/** Gathers for one node. */
export class Gathering {
  readonly #parts: GatheringParts;
  /** Round and part of its time in which all were asked last. */
  #asked: string | undefined;
  /** Statements whose signatures are good: members repeat them, and a pairing takes 13 ms. */
  readonly #good = new Set<string>();

  constructor(parts: GatheringParts) {
    this.#parts = parts;
  }

  /**
   * Brings it to the chain who has the set of the round. Before the middle of the time for it only a quorum
   * is worth a transaction; after it a member brings its own word, if nobody has.
   *
   * @returns whether something was posted
   */
  async ready(now: RoundNow, signal: AbortSignal): Promise<boolean> {
    const { statements, post } = this.#parts;
    const { round, times, evidence } = now;
    const known = new Set(round.sets.flatMap(({ signers }) => signers));
    const half = (times.readyUntilMs - round.openedMs) / 2;
    if (known.has(now.position) || evidence.nowMs > times.readyUntilMs) return false;
    const isLate = evidence.nowMs >= round.openedMs + half;
    if (!isLate && !isTurn(now, round.openedMs)) return false;
    const message = statements.readyMessage(now);
    const own = await statements.ready(now);
    const others = round.phase.kind === 'ready' ? [] : await this.#readyOf({ now, signal }, message, known);
    const signatures = [signedBy(now, now.position, own.signature), ...others];
    if (!isLate && !this.#isQuorum(now, signatures)) return false;
    const certificate = aggregateEvidence(now.signers, message, signatures);
    await post(
      `say that ${signatures.length} nodes are ready for round ${round.number}`,
      (transaction, contracts) => addReady(transaction, contracts, { message, certificate }),
      signal,
    );
    return true;
  }

  /**
   * Brings it to the chain who vouches for whom. At first only for all that have answered, by one signature
   * of a quorum. Past a quarter of the time for it also for fewer of them; past three quarters whatever
   * members say; and at last each member what it says itself, so that nobody's many words keep it from that.
   *
   * @returns whether something was posted
   */
  async passed(now: RoundNow, signal: AbortSignal): Promise<boolean> {
    const { round, times, evidence } = now;
    const { answerUntilMs, deadlineMs } = times;
    const open = round.members.flatMap(({ root, vouchers, verdict, isExempt }, position) =>
      root === undefined || isExempt || verdict === 'wrong' || this.#isQuorumOf(now, vouchers)
        ? []
        : [position],
    );
    if (open.length === 0 || !isTurn(now, answerUntilMs!)) return false;
    const part = (evidence.nowMs - answerUntilMs!) / (deadlineMs! - answerUntilMs!);
    const asking = `${round.number}/${Math.floor(part * PARTS)}`;
    if (this.#asked === asking) return false;
    this.#asked = asking;
    const vouching = await this.#vouching(now, signal);
    const nodes = open.filter((position) =>
      this.#isQuorumOf(
        now,
        vouching.filter((member) => member.nodes.includes(position)).map((member) => member.position),
      ),
    );
    const statements: SignedStatement<Passed>[] = [];
    if (nodes.length === open.length || (part >= 1 / 4 && nodes.length > 0)) {
      const common = await this.#common(now, { nodes, vouching }, signal);
      if (common !== undefined) statements.push(common);
    }
    // Members may say that they vouch, and then not sign it together with others.
    const common = statements.length > 0 ? nodes : [];
    const heard = part < 7 / 8 ? vouching : vouching.filter(({ position }) => position === now.position);
    if (part >= 3 / 4) statements.push(...this.#asTheyAre(now, { open, nodes: common, vouching: heard }));
    if (statements.length === 0) return false;
    await this.#parts.post(
      `vouch for ${nodes.length} of ${open.length} nodes in round ${round.number}`,
      (transaction, contracts) => {
        for (const statement of statements) addPassed(transaction, contracts, statement);
      },
      signal,
    );
    return true;
  }

  /** Signatures of other members that have the same set. */
  async #readyOf(asking: Asking, message: Ready, known: ReadonlySet<number>): Promise<NodeSignature[]> {
    const { now } = asking;
    const { nodes } = this.#parts.network;
    const asked = othersIn(now).filter((position) => !known.has(position));
    const answers = await inParallel(AT_ONCE, asked, (position) =>
      this.#ask(asking, position, async (call) => {
        const statement = await nodes.getChallengeReady(call, now.round.number);
        checkEvidenceMessage(statement.message, message);
        return this.#verified(now, position, statement);
      }),
    );
    return answers.filter((answer) => answer !== undefined);
  }

  /** What all members vouch for, this one included. */
  async #vouching(now: RoundNow, signal: AbortSignal): Promise<Vouching[]> {
    const { statements, network } = this.#parts;
    const of = (position: number, statement: Statement): Vouching => {
      const message = parseEvidenceMessage(statement.message);
      const named = message.type === 'passed' ? message.nodes : [];
      const nodes = named.filter((member) => member < now.round.members.length);
      checkEvidenceMessage(statement.message, statements.passedMessage(now, nodes));
      const { signature } = this.#verified(now, position, statement);
      return { position, nodes, signature };
    };
    const all = now.round.members.map((_, position) => position);
    const found = await inParallel(AT_ONCE, all, (position) =>
      this.#ask({ now, signal }, position, async (call) =>
        of(
          position,
          position === now.position
            ? await statements.passed(now)
            : await network.nodes.getChallengeVouched(call, now.round.number),
        ),
      ),
    );
    return found.filter((vouching) => vouching !== undefined);
  }

  /** One signature of all who vouch for these members, if they are a quorum. */
  async #common(
    now: RoundNow,
    { nodes, vouching }: { readonly nodes: readonly number[]; readonly vouching: readonly Vouching[] },
    signal: AbortSignal,
  ): Promise<SignedStatement<Passed> | undefined> {
    const { statements, network } = this.#parts;
    const message = statements.passedMessage(now, nodes);
    const able = vouching.filter((member) => nodes.every((position) => member.nodes.includes(position)));
    const signatures = await inParallel(AT_ONCE, able, (member) =>
      this.#ask({ now, signal }, member.position, async (call) => {
        if (member.nodes.length === nodes.length) return signedBy(now, member.position, member.signature);
        if (member.position === now.position)
          return signedBy(now, now.position, (await statements.passed(now, nodes)).signature);
        const statement = await network.nodes.getChallengePassed(call, { round: now.round.number, nodes });
        checkEvidenceMessage(statement.message, message);
        return this.#verified(now, member.position, statement);
      }),
    );
    const good = signatures.filter((signature) => signature !== undefined);
    if (!this.#isQuorum(now, good)) return undefined;
    return { message, certificate: aggregateEvidence(now.signers, message, good) };
  }

  /** What members say of those whom no quorum passes, the statements of most weight first. */
  #asTheyAre(
    now: RoundNow,
    {
      open,
      nodes,
      vouching,
    }: {
      readonly open: readonly number[];
      readonly nodes: readonly number[];
      readonly vouching: readonly Vouching[];
    },
  ): SignedStatement<Passed>[] {
    const { round, signers } = now;
    const adds = ({ position, nodes: for_ }: Vouching) =>
      for_.some(
        (member) =>
          open.includes(member) &&
          !nodes.includes(member) &&
          !round.members[member]!.vouchers.includes(position),
      );
    const groups = new Map<string, Vouching[]>();
    for (const member of vouching.filter(adds)) {
      const key = member.nodes.join();
      groups.set(key, [...(groups.get(key) ?? []), member]);
    }
    const weight = (group: readonly Vouching[]) =>
      group.reduce((sum, { position }) => sum + signers.members[position]!.weight, 0);
    return [...groups.values()]
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, MAX_CERTIFICATES - 1)
      .map((group) => {
        const message = this.#parts.statements.passedMessage(now, group[0]!.nodes);
        const signatures = group.map(({ position, signature }) => signedBy(now, position, signature));
        return { message, certificate: aggregateEvidence(signers, message, signatures) };
      });
  }

  /** Asks a member; undefined when it does not answer, or not as it should. */
  async #ask<T>(
    { now: { committee, round }, signal }: Asking,
    position: number,
    request: (call: NodeCall) => Promise<T>,
  ): Promise<T | undefined> {
    const { network, logger } = this.#parts;
    const { nodeId, url: nodeUrl } = committee.nodes[position]!;
    try {
      return await request({ nodeUrl, deadlineMs: deadlineFor(network.settings, 0), signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!isHauloutError(error)) throw error;
      logger.debug({ round: round.number, nodeId, err: error }, 'a node does not sign in a round yet');
      return undefined;
    }
  }

  /** The signature of a member. Throws NodeFault `bad-signature` unless it is its own. */
  #verified(now: RoundNow, position: number, { message, signature }: Statement): NodeSignature {
    const { publicKey } = now.signers.members[position]!;
    const statement = `${position}/${hex(message)}/${hex(signature)}`;
    if (this.#good.has(statement)) return signedBy(now, position, signature);
    if (verifySignature(publicKey, message, signature)) {
      if (this.#good.size >= MAX_REMEMBERED) this.#good.clear();
      this.#good.add(statement);
      return signedBy(now, position, signature);
    }
    const { url: nodeUrl } = now.committee.nodes[position]!;
    throw new NodeFault('bad-signature', 'the signature is not its own', { nodeUrl, path: '/v1/challenges' });
  }

  #isQuorum(now: RoundNow, signatures: readonly NodeSignature[]): boolean {
    const positions = signatures.map(({ nodeId }) =>
      now.round.members.findIndex((member) => member.nodeId === nodeId),
    );
    return this.#isQuorumOf(now, positions);
  }

  #isQuorumOf({ signers }: RoundNow, positions: readonly number[]): boolean {
    const weight = positions.reduce((sum, position) => sum + signers.members[position]!.weight, 0);
    return isQuorum(weight, signers.nShards);
  }
}

/** Whether it is this member's turn for something that has been due since a moment. */
function isTurn({ evidence, round, position }: RoundNow, sinceMs: number): boolean {
  const members = round.members.length;
  return evidence.nowMs >= sinceMs + roundPatience(evidence, { position, members, turn: round.number });
}

function othersIn({ round, position }: RoundNow): number[] {
  return round.members.map((_, index) => index).filter((index) => index !== position);
}

function signedBy({ round }: RoundNow, position: number, signature: Uint8Array): NodeSignature {
  return { nodeId: round.members[position]!.nodeId, signature };
}
