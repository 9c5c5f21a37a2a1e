/** sui.forking.v1alpha.ForkingService: the controls of a test chain. */
import { GrpcTypes as T } from '@mysten/sui/grpc';
import type { Ledger } from '../ledger/api.js';
import { unary } from './grpc/service.js';
import type { MethodTable, RpcContext } from './grpc/service.js';
import { invalidArgument } from './grpc/status.js';

const service = 'sui.forking.v1alpha.ForkingService';

/** The service by which a client moves the clock and the epoch of a test chain. */
export const forkingService: MethodTable = {
  [`${service}/AdvanceClock`]: unary(T.AdvanceClockRequest, T.AdvanceClockResponse, advanceClock),
  [`${service}/AdvanceCheckpoint`]: unary(
    T.AdvanceCheckpointRequest,
    T.AdvanceCheckpointResponse,
    advanceCheckpoint,
  ),
  [`${service}/GetStatus`]: unary(T.GetStatusRequest, T.GetStatusResponse, getStatus),
};

/** A century: beyond it is a mistake, and the clock cannot go back. */
const maxAdvanceMs = 100n * 366n * 86_400_000n;

function advanceClock(
  { ledger }: RpcContext,
  { durationMs = 1n }: T.AdvanceClockRequest,
): T.AdvanceClockResponse {
  if (durationMs === 0n || durationMs > maxAdvanceMs) {
    throw invalidArgument('duration_ms', `${durationMs} is not from 1 to ${maxAdvanceMs}`);
  }
  ledger.advanceClock(durationMs);
  return { timestampMs: ledger.clockMs(), txDigest: ledger.latestCheckpoint().transactions[0] ?? '' };
}

/**
 * A checkpoint without users' transactions. Every checkpoint moves the clock, this one by the least there is.
 */
function advanceCheckpoint({ ledger }: RpcContext): T.AdvanceCheckpointResponse {
  ledger.advanceClock(1n);
  const { sequenceNumber, timestampMs } = ledger.latestCheckpoint();
  return { checkpointSequenceNumber: sequenceNumber, timestampMs };
}

function getStatus({ ledger }: RpcContext): T.GetStatusResponse {
  return {
    epoch: epochOf(ledger),
    checkpointSequenceNumber: ledger.latestCheckpoint().sequenceNumber,
    timestampMs: ledger.clockMs(),
    // A devnet is forked from nothing: it begins at its own genesis.
    forkedAtCheckpoint: 0n,
  };
}

function epochOf(ledger: Ledger): bigint {
  return ledger.latestCheckpoint().epoch;
}
