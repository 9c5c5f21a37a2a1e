import type { GrpcTypes } from '@mysten/sui/grpc';
import type { RpcContext } from '../grpc/service.js';
import { timestamp } from '../render/protobuf-types.js';

/** LedgerService.GetServiceInfo: which chain this is and how far it has come. */
export function getServiceInfo({ ledger, chain }: RpcContext): GrpcTypes.GetServiceInfoResponse {
  const latest = ledger.latestCheckpoint();
  return {
    chainId: ledger.chainIdentifier,
    chain,
    epoch: ledger.getEpoch()?.epoch,
    checkpointHeight: latest.sequenceNumber,
    timestamp: timestamp(latest.timestampMs),
    lowestAvailableCheckpoint: 0n,
    lowestAvailableCheckpointObjects: 0n,
    server: 'haulout-devnet',
  };
}
