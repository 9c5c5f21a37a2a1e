/** sui.rpc.v2.NameService: no name is registered on a devnet. */
import { GrpcTypes as T } from '@mysten/sui/grpc';
import { readAddress, required } from './grpc/request.js';
import { unary } from './grpc/service.js';
import type { MethodTable } from './grpc/service.js';
import { notFound } from './grpc/status.js';

const service = 'sui.rpc.v2.NameService';

/** `NameService`: the devnet has no names. */
export const nameService: MethodTable = {
  [`${service}/LookupName`]: unary(T.LookupNameRequest, T.LookupNameResponse, (_context, { name }) => {
    throw notFound(`name ${JSON.stringify(required('name', name).slice(0, 100))}`);
  }),
  [`${service}/ReverseLookupName`]: unary(
    T.ReverseLookupNameRequest,
    T.ReverseLookupNameResponse,
    // Having no name is an answer, not an error: the official client passes errors on to its caller.
    (_context, { address }) => {
      readAddress('address', address);
      return {};
    },
  ),
};
