/** What happened, in words: one line for each event that a story tells. */
import { positionsIn } from '@haulout/sdk/base';
import type { Basis, FieldsOf, Happening, HistoryEventName, VerifiedStory } from '@haulout/sdk/history';
import { causeOf, PPM, recordCauseOf, type Cause } from '@haulout/sdk/evidence';
import { shortId, shortName } from '../blobs/text.js';
import { count, size, wal } from '../format.js';

/** Words for an event; undefined: others say it better. */
type Words = { readonly [Name in HistoryEventName]?: (fields: FieldsOf<Name>) => string | undefined };

/** What happened; undefined when it is not told to people. */
export function wordsOf(happening: Happening): string | undefined {
  const words = WORDS[happening.kind] as ((fields: unknown) => string | undefined) | undefined;
  const text = words === undefined ? inGeneral(happening.kind) : words(happening.fields);
  if (text === undefined) return undefined;
  const by = byWhom(happening.basis);
  return by === undefined ? text : `${text} (${by})`;
}

/**
 * By whose word everything is so. A story has more events than it tells: those that others follow from.
 *
 * @param shown how many events are told
 */
export function groundsOf({ counts }: VerifiedStory, shown: number): string {
  const { certificate, proof, derived, chain } = counts;
  const all = certificate + proof + derived + chain;
  const parts = [
    `${certificate} signed`,
    `${proof} proved`,
    `${derived} derived`,
    `${chain} by the chain alone`,
  ];
  const checked =
    shown === all ? count(all, 'event') : `${count(shown, 'event')}, of ${all} that were checked`;
  return `${checked}:\n${parts.join(', ')}`;
}

function byWhom(basis: Basis): string | undefined {
  if (basis.kind === 'certificate') return `${basis.weight} of ${basis.nShards} shards`;
  return basis.kind === 'proof' ? 'proved' : undefined;
}

/** Names of penalties' causes. */
const CAUSES: Readonly<Record<Cause, string>> = {
  wrongAnswer: 'a wrong answer',
  missedInARow: 'misses in a row',
  miss: 'a miss',
  voidRound: 'a void round',
  notDelivered: 'undelivered shards',
  notReceived: 'shards not received',
  declaredLost: 'lost shards',
  unrecoverable: 'a lost blob',
  vote: 'the vote of others',
};
const VERDICTS: Readonly<Record<FieldsOf<'NodeSettled'>['verdict']['$kind'], string>> = {
  None: 'had no verdict in',
  Passed: 'passed',
  Late: 'was late in',
  Missed: 'missed',
  Wrong: 'answered wrongly in',
  Exempt: 'was exempt from',
  Void: 'is not to blame for void',
  KeptFromReady: 'is to blame for void',
};

const WORDS: Words = {
  BlobRegistered: ({ size: bytes, end_epoch }) =>
    `registered: ${size(Number(bytes))}, until epoch ${end_epoch}`,
  BlobCertified: ({ is_extension, end_epoch }) =>
    is_extension ? `extended until epoch ${end_epoch}` : `certified: a quorum has its slivers`,
  BlobDeleted: () => 'deleted by its owner',
  BlobBurned: () => 'its object was destroyed',
  PooledBlobRegistered: ({ unencoded_size: bytes }) => `registered in a pool: ${size(Number(bytes))}`,
  PooledBlobCertified: () => 'certified: a quorum has its slivers',
  PooledBlobDeleted: () => 'deleted from its pool',
  StoragePoolExtended: ({ new_end_epoch }) => `its pool was extended until epoch ${new_end_epoch}`,
  BlobShared: () => 'shared: anyone can fund and extend it',
  InvalidBlobID: () => 'announced as invalid',
  DenyListBlobDeleted: () => 'on the deny list of an honest node',
  StorageExtended: ({ end_epoch, payment }) =>
    `storage paid until epoch ${end_epoch}: ${wal(BigInt(payment))} WAL`,
  ConflictProved: ({ row, column }) => `row ${row} and column ${column} differ in a cell`,
  PaddingProved: ({ row, column }) => `hides bytes in row ${row}, column ${column}`,
  InvalidityAttested: () => 'nodes say that it is invalid',
  BlobInvalid: ({ record }) => `invalid for ever: record ${record}`,
  BlobLost: ({ cause, record }) => {
    const why = recordCauseOf(cause) === 'refused' ? 'nodes refuse it' : 'nobody can rebuild it';
    return `lost: ${why}, record ${record}`;
  },
  LossRevoked: ({ record }) => `not lost after all: record ${record} revoked`,
  RoundOpened: ({ round }) => `round ${round} opened`,
  ReadySigned: ({ count: blobs }) => `ready with ${count(Number(blobs), 'blob')}`,
  RoundReady: ({ round }) => `round ${round} is ready: a quorum has one set`,
  SeedDrawn: ({ round }) => `round ${round} drawn`,
  AnswersVouchedFor: ({ nodes }) => `answers of ${count(positionsIn(nodes).length, 'node')} vouched for`,
  RoundClosed: ({ round, is_conclusive }) =>
    `round ${round} closed: ${is_conclusive ? 'a quorum passed' : 'inconclusive, too few passed'}`,
  RoundVoided: ({ round }) => `round ${round} void: not ready, or not drawn, in time`,
  RoundAbandoned: ({ round }) => `round ${round} given up: its epoch ended`,
  NodeSettled: ({ round, node_id, verdict, misses_in_a_row: misses }) =>
    `${shortId(node_id)} ${VERDICTS[verdict.$kind]} round ${round}` +
    (verdict.$kind === 'Missed' && misses > 1 ? `, ${misses} in a row` : ''),
  PenaltyOrdered: () => undefined,
  NodePenalised: ({ node_id, cause, stake, commission, rewards_ppm }) => {
    const price = priceOf(BigInt(stake) + BigInt(commission), rewards_ppm);
    return `${shortId(node_id)} pays ${price} for ${nameOf(cause)}`;
  },
  AnswerProvedWrong: ({ claim }) => `answer of ${shortId(claim.node)} in round ${claim.round} is wrong`,
  NodeAccused: ({ claim }) => `${shortId(claim.node)} accused of an answer in round ${claim.round}`,
  AccusationResolved: ({ node_id, is_convicted, is_dropped }) =>
    `${shortId(node_id)} ${is_convicted ? 'convicted' : is_dropped ? 'no longer accused' : 'acquitted'}`,
  ShardsDeclaredLost: ({ node_id, shards }) =>
    `${shortId(node_id)} has lost ${count(shards.length, 'shard')}, it says`,
  ShardsStillLost: ({ node_id, count: lost }) =>
    `${shortId(node_id)} still lacks ${count(Number(lost), 'shard')}`,
  ShardsRestored: ({ node_id }) => `${shortId(node_id)} has its shards again`,
  CommitteeRecorded: ({ node_ids, n_shards }) =>
    `committee: ${count(node_ids.length, 'node')}, ${count(n_shards, 'shard')}`,
  ScheduleChanged: ({ from_epoch }) => `penalties change from epoch ${from_epoch} on`,
  EpochChangeStart: ({ epoch }) => `epoch ${epoch} begins`,
  EpochChangeDone: () => 'a quorum has its shards',
  EpochParametersSelected: ({ next_epoch }) => `committee of epoch ${next_epoch} settled`,
  StorageNodeRegistered: () => 'registered',
  StorageNodeUpdated: ({ name }) => `describes itself as ${shortName(name)}`,
  NextPublicKeyAnnounced: () => 'announces a key',
  NodeVoteChanged: () => 'votes for prices and capacity',
  StorageNodeWithdrawing: ({ free_epoch }) => `is leaving: free from epoch ${free_epoch} on`,
  StorageNodeWithdrawn: () => 'has left: its stake is free',
  StorageNodeRemoved: () => 'is removed',
  HandOverDue: ({ node_id, from, shards }) =>
    `${count(shards.length, 'shard')} to go from ${shortId(from)} to ${shortId(node_id)}`,
  HandOverReported: ({ shards, late }) =>
    `has received ${count(shards.length, 'shard')}${late ? ', late' : ''}`,
  HandOverMissed: ({ node_id }) => `${shortId(node_id)} has not received its shards`,
  ShardsRecovered: ({ node_id, from }) => `${shortId(node_id)} rebuilt what ${shortId(from)} did not give`,
  RewardsPaid: ({ rewards, commission }) => {
    const frost = BigInt(rewards) + BigInt(commission);
    return frost === 0n ? undefined : `earns ${wal(frost)} WAL for the epoch before`;
  },
  RewardsTaken: ({ amount }) => `${wal(BigInt(amount))} WAL of rewards taken`,
  RewardsUnearned: ({ amount }) => `${wal(BigInt(amount))} WAL not earned: shards came after the epoch began`,
  StakeTaken: ({ amount }) => `${wal(BigInt(amount))} WAL of stake taken`,
  PenaltiesBurned: ({ amount }) => `${wal(BigInt(amount))} WAL of penalties burned`,
  SlashingVoteCast: ({ node_id, candidate_node_id }) =>
    `${shortId(node_id)} votes against ${shortId(candidate_node_id)}`,
};

function nameOf(cause: number): string {
  const name = causeOf(cause);
  return name === undefined ? `cause ${cause}` : CAUSES[name];
}

function priceOf(frost: bigint, rewardsPpm: number): string {
  const parts = [
    frost > 0n ? `${wal(frost)} WAL` : undefined,
    rewardsPpm === PPM
      ? 'all rewards'
      : rewardsPpm > 0
        ? `${Math.round((1000 * rewardsPpm) / PPM) / 10} % of rewards`
        : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'nothing' : parts.join(' and ');
}

/** `PricesUpdated` is "prices updated". */
function inGeneral(kind: string): string {
  return kind.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
}
