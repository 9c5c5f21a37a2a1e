import { ServiceError } from '../errors.js';
import type { SymbolRequest } from '../recovery/recovery-service.js';
import { axisFromText } from './axis.js';

/** Query parameters as they come: absent, once, or many times. */
export type SymbolQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads `targetSliver` and `targetType`, or one or more `id`; with `proofAxis` when given.
 *
 * @throws ServiceError MALFORMED_REQUEST, INVALID_SLIVER_TYPE, INDEX_OUT_OF_RANGE
 */
export function symbolRequest(query: SymbolQuery): SymbolRequest {
  const proof = single(query, 'proofAxis');
  const proofAxis = proof === undefined ? undefined : axisFromText(proof);
  const sliver = single(query, 'targetSliver');
  const type = single(query, 'targetType');
  const ids = query['id'];
  if (ids !== undefined && sliver === undefined && type === undefined) {
    return { ids: typeof ids === 'string' ? [ids] : ids, proofAxis };
  }
  if (ids === undefined && sliver !== undefined && type !== undefined) {
    return { target: { axis: axisFromText(type), index: sliverIndex(sliver) }, proofAxis };
  }
  throw malformed('symbols are asked for by targetSliver and targetType, or by id, and not by both');
}

function single(query: SymbolQuery, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw malformed(`the parameter ${name} is given ${value.length} times`);
}

function sliverIndex(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INDEX_OUT_OF_RANGE',
    message: `sliver index '${text.slice(0, 80)}' is not a whole number below the number of shards`,
  });
}

const malformed = (message: string) =>
  new ServiceError({ status: 'INVALID_ARGUMENT', reason: 'MALFORMED_REQUEST', message });
