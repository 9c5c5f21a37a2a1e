/** sui.rpc.v2.MovePackageService: what published packages define. */
import { GrpcTypes as T } from '@mysten/sui/grpc';
import type { Ledger } from '../ledger/api.js';
import type { Package } from '../vm/package.js';
import { decodePageToken, encodePageToken } from './grpc/page-token.js';
import { readAddress, readPageSize, required } from './grpc/request.js';
import { unary } from './grpc/service.js';
import type { MethodTable, RpcContext } from './grpc/service.js';
import { notFound } from './grpc/status.js';
import {
  compiled,
  datatypeMessage,
  describedPackage,
  functionMessage,
  packageOf,
} from './render/packages.js';

const service = 'sui.rpc.v2.MovePackageService';

/** `MovePackageService`: packages, their datatypes and functions. */
export const packageService: MethodTable = {
  [`${service}/GetPackage`]: unary(T.GetPackageRequest, T.GetPackageResponse, getPackage),
  [`${service}/GetDatatype`]: unary(T.GetDatatypeRequest, T.GetDatatypeResponse, getDatatype),
  [`${service}/GetFunction`]: unary(T.GetFunctionRequest, T.GetFunctionResponse, getFunction),
  [`${service}/ListPackageVersions`]: unary(
    T.ListPackageVersionsRequest,
    T.ListPackageVersionsResponse,
    listPackageVersions,
  ),
};

function getPackage({ ledger }: RpcContext, request: T.GetPackageRequest): T.GetPackageResponse {
  return { package: describedPackage(ledger, find(ledger, request.packageId)) };
}

function getDatatype({ ledger }: RpcContext, request: T.GetDatatypeRequest): T.GetDatatypeResponse {
  const item = find(ledger, request.packageId);
  const moduleName = required('module_name', request.moduleName);
  const name = required('name', request.name);
  const bytecode = item.modules.get(moduleName);
  const datatype = bytecode && datatypeMessage({ ledger, item, module: compiled(bytecode) }, name);
  if (datatype === undefined) throw notFound(`datatype ${item.id}::${moduleName}::${name}`);
  return { datatype };
}

function getFunction({ ledger }: RpcContext, request: T.GetFunctionRequest): T.GetFunctionResponse {
  const { id } = find(ledger, request.packageId);
  const moduleName = required('module_name', request.moduleName);
  const name = required('name', request.name);
  const signature = ledger.getFunction(id, moduleName, name);
  if (signature === undefined) throw notFound(`function ${id}::${moduleName}::${name}`);
  return { function: functionMessage(name, signature) };
}

function listPackageVersions(
  { ledger }: RpcContext,
  request: T.ListPackageVersionsRequest,
): T.ListPackageVersionsResponse {
  const { originalId } = find(ledger, request.packageId);
  const listing = ['ListPackageVersions', originalId];
  const from = Number(decodePageToken(listing, request.pageToken) ?? 0);
  const all = ledger.listPackageVersions(originalId);
  const until = from + readPageSize(request.pageSize, 1000, 10_000);
  return {
    versions: all.slice(from, until).map(({ id, version }) => ({ packageId: id, version })),
    nextPageToken: until < all.length ? encodePageToken(listing, String(until)) : undefined,
  };
}

function find(ledger: Ledger, text: string | undefined): Package {
  const id = readAddress('package_id', text);
  const item = packageOf(ledger, id);
  if (item === undefined) throw notFound(`package ${id}`);
  return item;
}
