import { GrpcTypes } from '@mysten/sui/grpc';
import { FieldMask } from '../grpc/field-mask.js';
import { checkCount, readAddress } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { notFound, statusNumbers, statusOf } from '../grpc/status.js';
import { objectMessage } from '../render/objects.js';

const defaultMask = 'object_id,version,digest';
/** As in Sui's nodes. */
const maxBatch = 1000;

/** LedgerService.GetObject: one object, live or at a version. */
export function getObject(
  context: RpcContext,
  request: GrpcTypes.GetObjectRequest,
): GrpcTypes.GetObjectResponse {
  const mask = FieldMask.read(GrpcTypes.Object, request.readMask, defaultMask);
  return { object: find(context, request, mask) };
}

/** LedgerService.BatchGetObjects: several; one that is not there is an error in its place. */
export function batchGetObjects(
  context: RpcContext,
  { requests, readMask }: GrpcTypes.BatchGetObjectsRequest,
): GrpcTypes.BatchGetObjectsResponse {
  const mask = FieldMask.read(GrpcTypes.Object, readMask, defaultMask);
  checkCount('requests', requests.length, maxBatch);
  requests.forEach(({ objectId }, index) => readAddress(`requests[${index}].object_id`, objectId));
  return {
    objects: requests.map((request): GrpcTypes.GetObjectResult => {
      try {
        return { result: { oneofKind: 'object', object: find(context, request, mask) } };
      } catch (error) {
        const { code, message } = statusOf(error);
        return { result: { oneofKind: 'error', error: { code: statusNumbers[code], message, details: [] } } };
      }
    }),
  };
}

function find(
  { ledger }: RpcContext,
  { objectId, version }: GrpcTypes.GetObjectRequest,
  mask: FieldMask<GrpcTypes.Object>,
): GrpcTypes.Object {
  const id = readAddress('object_id', objectId);
  const object = ledger.getObject(id, version);
  if (object === undefined) {
    throw notFound(version === undefined ? `object ${id}` : `object ${id} with version ${version}`);
  }
  return objectMessage(ledger, object, mask);
}
