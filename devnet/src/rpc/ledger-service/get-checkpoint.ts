import { GrpcTypes } from '@mysten/sui/grpc';
import type { Checkpoint } from '../../ledger/types.js';
import { FieldMask } from '../grpc/field-mask.js';
import { readDigest } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { notFound } from '../grpc/status.js';
import { checkpointMessage } from '../render/checkpoints.js';

/** LedgerService.GetCheckpoint: by number or digest; the latest when neither is given. */
export function getCheckpoint(
  context: RpcContext,
  { checkpointId, readMask }: GrpcTypes.GetCheckpointRequest,
): GrpcTypes.GetCheckpointResponse {
  const mask = FieldMask.read(GrpcTypes.Checkpoint, readMask, 'sequence_number,digest');
  return { checkpoint: checkpointMessage(context.ledger, find(context, checkpointId), mask) };
}

function find({ ledger, index }: RpcContext, id: GrpcTypes.GetCheckpointRequest['checkpointId']): Checkpoint {
  if (id.oneofKind === undefined) return ledger.latestCheckpoint();
  if (id.oneofKind === 'sequenceNumber') {
    const checkpoint = ledger.getCheckpoint(id.sequenceNumber);
    if (checkpoint === undefined) throw notFound(`checkpoint ${id.sequenceNumber}`);
    return checkpoint;
  }
  const digest = readDigest('digest', id.digest);
  const sequenceNumber = index.checkpoint(digest);
  const checkpoint = sequenceNumber === undefined ? undefined : ledger.getCheckpoint(sequenceNumber);
  if (checkpoint === undefined) throw notFound(`checkpoint ${digest}`);
  return checkpoint;
}
