import { GrpcTypes } from '@mysten/sui/grpc';
import { typeToString } from '../../vm/types.js';
import { FieldMask } from '../grpc/field-mask.js';
import { decodePageToken, encodePageToken } from '../grpc/page-token.js';
import { readAddress, readPageSize, readType } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { objectMessage } from '../render/objects.js';

/** StateService.ListOwnedObjects: what an address owns, of any type or one. */
export function listOwnedObjects(
  { ledger }: RpcContext,
  request: GrpcTypes.ListOwnedObjectsRequest,
): GrpcTypes.ListOwnedObjectsResponse {
  const owner = readAddress('owner', request.owner);
  const type =
    request.objectType === undefined ? undefined : typeToString(readType('object_type', request.objectType));
  const mask = FieldMask.read(GrpcTypes.Object, request.readMask, 'object_id,version,object_type');
  const listing = ['ListOwnedObjects', owner, type ?? ''];
  const cursor = decodePageToken(listing, request.pageToken);
  const limit = readPageSize(request.pageSize);
  const { items, next } = ledger.listOwned(owner, { kind: 'address', type, cursor, limit });
  return {
    objects: items.map((object) => objectMessage(ledger, object, mask)),
    nextPageToken: next === undefined ? undefined : encodePageToken(listing, next),
  };
}
