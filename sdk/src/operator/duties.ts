/**
 * What an operator owes the chain at a moment: a pure function of the chain's state, so that whoever crashes
 * anywhere only has to look again.
 */
import { withJson } from '../base/json.js';
import type { EpochState } from '../chain/epoch-state.js';
import type { NodeState } from '../chain/node-state.js';

/** One thing to do on chain. */
export type OperatorDuty =
  /** Settle the next committee. Anyone may. */
  | {
      readonly kind: 'end-voting';
      /** The current epoch. */
      readonly epoch: number;
    }
  /** Start the epoch after this one. Anyone may. */
  | {
      readonly kind: 'start-epoch';
      /** The current epoch, after which the next one starts. */
      readonly epoch: number;
    }
  /** Declare that the node holds its shards, once it does. */
  | {
      readonly kind: 'report-shards';
      /** The epoch of the shards. */
      readonly epoch: number;
    }
  /** Put on record who let the deadline pass. Anyone may. */
  | {
      readonly kind: 'record-missed';
      /** The epoch of the hand-over. */
      readonly epoch: number;
      /** Nodes that have not reported. */
      readonly nodeIds: readonly string[];
    }
  /** Vote as the operator wishes. */
  | {
      readonly kind: 'vote';
      /** Those that differ from what the chain has. */
      readonly votes: Votes;
    }
  /** Take out the commission. */
  | {
      readonly kind: 'collect-commission';
      /** FROST that can be collected. */
      readonly amount: bigint;
      /** Who may collect it: the operator's address, or the owner of the cap. */
      readonly as: 'sender' | 'cap-holder';
    };

/** What a node votes for; what is not given stays. */
export interface Votes {
  /** FROST for each MiB and epoch. */
  readonly storagePrice?: bigint | undefined;
  /** FROST for writing a MiB. */
  readonly writePrice?: bigint | undefined;
  /** Bytes of encoded data that the node can hold. */
  readonly nodeCapacity?: bigint | undefined;
}

/** What an operator wants beyond what is owed. */
export interface OperatorWishes {
  /** Kept, whoever changed them. */
  readonly votes?: Votes | undefined;
  /** Commission is taken out after the end of voting when it has reached so many FROST; default: never. */
  readonly collectFrom?: bigint | undefined;
}

/** What is known when duties are decided. */
export interface DutySituation {
  /** Where the epochs stand. */
  readonly chain: EpochState;
  /** What the chain knows of the node. */
  readonly node: NodeState;
  /** The last epoch for which the node has reported its shards. */
  readonly lastSyncEpoch: number;
  /** What the operator wants. */
  readonly wishes: OperatorWishes;
  /** The operator's own address, and the node's `StorageNodeCap`, which it owns. */
  readonly sender: string;
  /** Object id of the cap. */
  readonly capId: string;
}

/**
 * Operators step in one after the other when something is due, so that one does it and the others see it
 * done; ms.
 */
const STAGGER_MS = 2_000n;
/** The last of them waits so long; ms. */
const MAX_STAGGER_MS = 60_000n;
/** Records made in one transaction. */
const MAX_RECORDS = 16;

/** What there is to do now, in the order in which to do it. */
export function dutiesOf(situation: DutySituation): readonly OperatorDuty[] {
  const { chain, node, lastSyncEpoch, wishes } = situation;
  const duties: OperatorDuty[] = [];
  const { epoch, nowMs, phase, votingEndsMs, nextEpochMs, handOver, committee } = chain;
  const patience = staggerMs(chain, node.nodeId);
  const isDue = (ms: bigint | undefined): boolean => ms !== undefined && nowMs >= ms + patience;

  // Somebody has to be elected the first time; later the committee stays if there is nobody else.
  const canElect = committee.size > 0 || chain.candidates.stakes.size > 0;
  if (phase.kind === 'EpochChangeDone' && canElect && isDue(votingEndsMs))
    duties.push({ kind: 'end-voting', epoch });
  if (phase.kind === 'NextParamsSelected' && isDue(nextEpochMs)) duties.push({ kind: 'start-epoch', epoch });
  if (handOver?.epoch === epoch && nowMs > handOver.deadlineMs && isDue(handOver.deadlineMs)) {
    const late = handOver.receivers.filter(
      ({ nodeId, reported, missed }) => !reported && !missed && nodeId !== node.nodeId,
    );
    const nodeIds = late.slice(0, MAX_RECORDS).map(({ nodeId }) => nodeId);
    if (nodeIds.length > 0) duties.push({ kind: 'record-missed', epoch, nodeIds });
  }
  const votes = changed(wishes.votes ?? {}, node);
  if (votes !== undefined && node.state === 'active') duties.push({ kind: 'vote', votes });
  const { commission } = node;
  // What came with this epoch is free once its voting has ended.
  const isFree = chain.nextCommittee !== undefined;
  if (isFree && wishes.collectFrom !== undefined && commission > 0n && commission >= wishes.collectFrom) {
    const as = collectorOf(situation);
    if (as !== undefined) duties.push({ kind: 'collect-commission', amount: commission, as });
  }
  // Last, as it can take long.
  if (committee.has(node.nodeId) && lastSyncEpoch < epoch) duties.push({ kind: 'report-shards', epoch });
  return withJson(duties);
}

/** How long this operator lets others go first: another order in each epoch, the same for all of them. */
export function staggerMs({ committee, epoch }: EpochState, nodeId: string): bigint {
  const members = [...committee.keys()];
  if (members.length === 0) return 0n;
  const index = members.indexOf(nodeId);
  const rank = index < 0 ? members.length : (index + epoch) % members.length;
  const step = MAX_STAGGER_MS / BigInt(members.length);
  return BigInt(rank) * (step < STAGGER_MS ? step : STAGGER_MS);
}

/** As whom the operator may collect the commission; undefined when it is somebody else's. */
export function collectorOf({
  node: { commissionReceiver },
  sender,
  capId,
}: Pick<DutySituation, 'node' | 'sender' | 'capId'>): 'sender' | 'cap-holder' | undefined {
  if ('address' in commissionReceiver) return commissionReceiver.address === sender ? 'sender' : undefined;
  return commissionReceiver.objectId === capId ? 'cap-holder' : undefined;
}

function changed(wanted: Votes, node: NodeState): Votes | undefined {
  const differing = (['storagePrice', 'writePrice', 'nodeCapacity'] as const).filter(
    (name) => wanted[name] !== undefined && wanted[name] !== node[name],
  );
  return differing.length === 0
    ? undefined
    : Object.fromEntries(differing.map((name) => [name, wanted[name]]));
}
