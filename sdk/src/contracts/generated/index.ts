/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/

export * as wal from './wal/wal.js';
export * as activeSet from './walrus_core/active_set.js';
export * as apportionment from './walrus_core/apportionment.js';
export * as committee from './walrus_core/committee.js';
export * as epochContext from './walrus_core/epoch_context.js';
export * as epochParameters from './walrus_core/epoch_parameters.js';
export * as pendingValues from './walrus_core/pending_values.js';
export * as poolExchangeRate from './walrus_core/pool_exchange_rate.js';
export * as poolStake from './walrus_core/pool_stake.js';
export * as quorum from './walrus_core/quorum.js';
export * as ranking from './walrus_core/ranking.js';
export * as votes from './walrus_core/votes.js';
export * as auth from './walrus/auth.js';
export * as blob from './walrus/blob.js';
export * as blsAggregate from './walrus/bls_aggregate.js';
export * as display from './walrus/display.js';
export * as encoding from './walrus/encoding.js';
export * as eventBlob from './walrus/event_blob.js';
export * as events from './walrus/events.js';
export * as extendedField from './walrus/extended_field.js';
export * as handOver from './walrus/hand_over.js';
export * as init from './walrus/init.js';
export * as judge from './walrus/judge.js';
export * as messages from './walrus/messages.js';
export * as metadata from './walrus/metadata.js';
export * as nodeMetadata from './walrus/node_metadata.js';
export * as poolPenalties from './walrus/pool_penalties.js';
export * as rateGaps from './walrus/rate_gaps.js';
export * as rewardDistribution from './walrus/reward_distribution.js';
export * as sharedBlob from './walrus/shared_blob.js';
export * as slashing from './walrus/slashing.js';
export * as stakedWal from './walrus/staked_wal.js';
export * as staking from './walrus/staking.js';
export * as stakingInner from './walrus/staking_inner.js';
export * as stakingPool from './walrus/staking_pool.js';
export * as storageAccounting from './walrus/storage_accounting.js';
export * as storageNode from './walrus/storage_node.js';
export * as storageResource from './walrus/storage_resource.js';
export * as system from './walrus/system.js';
export * as systemStateInner from './walrus/system_state_inner.js';
export * as upgrade from './walrus/upgrade.js';
export * as walExchange from './wal_exchange/wal_exchange.js';
