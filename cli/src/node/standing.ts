/** How nodes stand with the judges: what penalties take of them, and what rounds have shown. */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import {
  readConduct,
  readDeclaredShards,
  readEvidenceState,
  readPenaltiesOf,
  type DeclaredShards,
  type NodeConduct,
  type NodePenalties,
  type RoundVerdict,
} from '@haulout/sdk/chain';
import { count, percent, wal } from '../format.js';

/** How a node stands; what is undefined is not known of it. */
export interface Standing {
  /** What penalties take of it. */
  readonly penalties: NodePenalties | undefined;
  /** How it has behaved in rounds. */
  readonly conduct: NodeConduct | undefined;
  /** What the last round of the epoch has shown of it. */
  readonly lastRound:
    | {
        /** Number of the round. */
        readonly round: number;
        /** The verdict. */
        readonly verdict: RoundVerdict;
        /** Whether rewards and penalties have followed. */
        readonly isSettled: boolean;
      }
    | undefined;
  /** Shards that it has declared lost and still owns, while nobody asks for them. */
  readonly declaredLost: DeclaredShards | undefined;
}

/** Whose standing to read, and where. */
export interface StandingQuery {
  readonly evidenceObjectId: string;
  readonly epoch: number;
  /** Shards by node id. */
  readonly nodes: ReadonlyMap<string, readonly number[]>;
}

/**
 * Reads how nodes stand, in a few requests for all of them.
 *
 * @throws ChainStateMissing; the client's errors
 */
export async function readStandings(
  client: ClientWithCoreApi,
  { evidenceObjectId, epoch, nodes }: StandingQuery,
): Promise<ReadonlyMap<string, Standing>> {
  const nodeIds = [...nodes.keys()];
  const [penalties, evidence] = await Promise.all([
    readPenaltiesOf(client, nodeIds),
    readEvidenceState(client, evidenceObjectId),
  ]);
  const [conduct, declared] = await Promise.all([
    readConduct(client, evidence, { nodeIds }),
    readDeclaredShards(client, evidence, { nodeIds }),
  ]);
  const { round } = evidence;
  const members = new Map(round?.epoch === epoch ? round.members.map((one) => [one.nodeId, one]) : []);
  return new Map(
    nodeIds.map((nodeId) => {
      const member = members.get(nodeId);
      const standing: Standing = {
        penalties: penalties.get(nodeId),
        conduct: conduct.get(nodeId),
        lastRound: member && {
          round: round!.number,
          verdict: member.verdict,
          isSettled: member.isSettled,
        },
        declaredLost: stillLost(declared.get(nodeId), epoch, nodes.get(nodeId)!),
      };
      return [nodeId, standing];
    }),
  );
}

/** A declaration holds in its epoch and the next, for shards that the node still owns. */
function stillLost(
  declared: DeclaredShards | undefined,
  epoch: number,
  owned: readonly number[],
): DeclaredShards | undefined {
  if (declared === undefined || declared.isRestored || epoch > declared.epoch + 1) return undefined;
  const shards = declared.shards.filter((shard) => owned.includes(shard));
  return shards.length === 0 ? undefined : { ...declared, shards };
}

/** What penalties take, in words: nothing, or `5 WAL of the stake when the epoch ends` and the like. */
export function penaltyTexts({ penalties }: Standing): string[] {
  if (penalties === undefined) return [];
  const { due, withheldPpm, heldPpm, waiting } = penalties;
  const part = (ppm: number): string => (ppm >= 1_000_000 ? 'all' : percent(ppm / 100));
  return [
    ...(due > 0n ? [`${wal(due)} WAL of the stake when the epoch ends`] : []),
    ...(withheldPpm > 0 ? [`${part(withheldPpm)} of the rewards of the epoch`] : []),
    ...(heldPpm > 0 || waiting > 0n ? ['rewards that wait for the next pass'] : []),
  ];
}

/** What rounds have shown that is not well, and what the node has declared lost; nothing of a good node. */
export function roundTexts({ conduct, lastRound, declaredLost }: Standing, shards: number): string[] {
  const misses = conduct?.missesInARow ?? 0;
  const verdict = lastRound && VERDICTS[lastRound.verdict];
  const settled = lastRound?.isSettled === true ? '' : ', not settled';
  const isFirst = misses === 1 && verdict !== undefined && settled === '';
  return [
    ...(verdict === undefined ? [] : [`${verdict} ${lastRound!.round}${settled}`]),
    ...(misses === 0 || isFirst ? [] : [`${count(misses, 'round')} missed since the last pass`]),
    ...(declaredLost === undefined ? [] : [lostText(declaredLost, shards)]),
  ];
}

function lostText({ epoch, shards }: DeclaredShards, owned: number): string {
  return `${shards.length} of ${count(owned, 'shard')} declared lost in epoch ${epoch}`;
}

/** What a verdict says against a node, before the number of the round. */
const VERDICTS: Readonly<Partial<Record<RoundVerdict, string>>> = {
  late: 'late in round',
  missed: 'missed round',
  wrong: 'wrong answer in round',
  'kept-from-ready': 'not ready in round',
};
