import { GrpcTypes } from '@mysten/sui/grpc';
import { limits } from '../../ledger/limits.js';
import type { EpochInfo } from '../../ledger/types.js';
import { FieldMask } from '../grpc/field-mask.js';
import type { RpcContext } from '../grpc/service.js';
import { notFound } from '../grpc/status.js';
import { Value, timestamp } from '../render/protobuf-types.js';

/** LedgerService.GetEpoch: an epoch, the current one by default. */
export function getEpoch(
  { ledger }: RpcContext,
  { epoch: wanted, readMask }: GrpcTypes.GetEpochRequest,
): GrpcTypes.GetEpochResponse {
  const mask = FieldMask.read(GrpcTypes.Epoch, readMask, 'epoch');
  const info = ledger.getEpoch(wanted);
  if (info === undefined) throw notFound(`epoch ${wanted}`);
  const next = ledger.getEpoch(info.epoch + 1n);
  const message: GrpcTypes.Epoch = {
    epoch: info.epoch,
    // There are no validators.
    committee: { epoch: info.epoch, members: [] },
    systemState: systemState(info),
    firstCheckpoint: info.firstCheckpoint,
    start: timestamp(info.startTimestampMs),
    referenceGasPrice: info.referenceGasPrice,
  };
  if (next !== undefined) {
    message.lastCheckpoint = next.firstCheckpoint - 1n;
    message.end = timestamp(next.startTimestampMs);
  }
  if (mask.has('protocol_config')) message.protocolConfig = protocolConfig(info);
  return { epoch: mask.project(message) };
}

/** The system state as far as a chain without validators and stake has one. */
function systemState(info: EpochInfo): GrpcTypes.SystemState {
  return {
    version: 2n,
    epoch: info.epoch,
    protocolVersion: info.protocolVersion,
    referenceGasPrice: info.referenceGasPrice,
    epochStartTimestampMs: info.startTimestampMs,
    validatorReportRecords: [],
    storageFund: { totalObjectStorageRebates: 0n, nonRefundableBalance: 0n },
    parameters: {
      // Epochs end when the driver of the devnet says so; this is what Sui's networks have.
      epochDurationMs: 86_400_000n,
      stakeSubsidyStartEpoch: 0n,
      minValidatorCount: 0n,
      maxValidatorCount: 0n,
      minValidatorJoiningStake: 0n,
      validatorLowStakeThreshold: 0n,
      validatorVeryLowStakeThreshold: 0n,
      validatorLowStakeGracePeriod: 0n,
    },
    stakeSubsidy: {
      balance: 0n,
      distributionCounter: 0n,
      currentDistributionAmount: 0n,
      stakeSubsidyPeriodLength: 0n,
      stakeSubsidyDecreaseRate: 0,
    },
    safeMode: false,
    safeModeStorageRewards: 0n,
    safeModeComputationRewards: 0n,
    safeModeStorageRebates: 0n,
    safeModeNonRefundableStorageFee: 0n,
  };
}

/** The limits that this ledger holds to, under the names of Sui's protocol config. */
function protocolConfig({ protocolVersion }: EpochInfo): GrpcTypes.ProtocolConfig {
  const entries = Object.entries(limits).map(([name, value]) => [snakeCase(name), String(value)] as const);
  return {
    protocolVersion,
    featureFlags: {},
    attributes: Object.fromEntries(entries),
    configs: Object.fromEntries(entries.map(([name, value]) => [name, Value.fromJson(value)])),
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
