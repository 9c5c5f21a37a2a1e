/**
 * Filters of queries and subscriptions: OR of terms, each an AND of predicates that may be negated. A filter
 * is compiled once, checked on the way, into a function over executed transactions or single events.
 */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { ExecutedTransaction, LedgerEvent } from '../../ledger/types.js';
import { TypeSyntaxError, isIdentifier, normalizeAddress, parseType, typeToString } from '../../vm/types.js';
import { checkCount, readAddress, required } from '../grpc/request.js';
import { StatusError, invalidArgument } from '../grpc/status.js';
import { parsedTransaction, senderOf } from '../render/parsed-bcs.js';

/** Whether a transaction passes a filter. */
export type TransactionTest = (executed: ExecutedTransaction) => boolean;
/** Whether an event passes a filter. */
export type EventTest = (event: LedgerEvent, executed: ExecutedTransaction) => boolean;

/** In all terms of a filter, as in Sui's nodes. */
const maxLiterals = 10;

/** The filter as a test of transactions; everything passes without one. Throws INVALID_ARGUMENT. */
export function transactionTest(filter: GrpcTypes.TransactionFilter | undefined): TransactionTest {
  return anyOf(
    filter?.terms,
    (predicate: GrpcTypes.TransactionLiteral['predicate'], field): TransactionTest => {
      switch (predicate.oneofKind) {
        case 'sender': {
          const address = readAddress(`${field}.sender.address`, predicate.sender.address);
          return (executed) => senderOf(executed) === address;
        }
        case 'affectedAddress': {
          const address = readAddress(`${field}.affected_address.address`, predicate.affectedAddress.address);
          return (executed) => affects(executed, address);
        }
        case 'affectedObject': {
          const id = readAddress(`${field}.affected_object.object_id`, predicate.affectedObject.objectId);
          return (executed) => executed.changes.some((change) => change.id === id);
        }
        case 'moveCall':
          return moveCallTest(readPath(`${field}.move_call.function`, predicate.moveCall.function, 3));
        case 'emitModule': {
          const test = emitModuleTest(
            readPath(`${field}.emit_module.module`, predicate.emitModule.module, 2),
          );
          return (executed) => executed.events.some(test);
        }
        case 'eventType': {
          const test = eventTypeTest(`${field}.event_type.event_type`, predicate.eventType.eventType);
          return (executed) => executed.events.some(test);
        }
        case 'packageWrite':
          return (executed) => executed.changes.some(({ after }) => after?.data.kind === 'package');
        case 'eventStreamHead':
          throw new StatusError('UNIMPLEMENTED', 'there are no authenticated event streams');
        case undefined:
          throw invalidArgument(field, 'a literal without a predicate');
      }
    },
  );
}

/** The filter as a test of events; everything passes without one. Throws INVALID_ARGUMENT. */
export function eventTest(filter: GrpcTypes.EventFilter | undefined): EventTest {
  return anyOf(filter?.terms, (predicate: GrpcTypes.EventLiteral['predicate'], field): EventTest => {
    switch (predicate.oneofKind) {
      case 'sender': {
        const address = readAddress(`${field}.sender.address`, predicate.sender.address);
        return (_event, executed) => senderOf(executed) === address;
      }
      case 'emitModule':
        return emitModuleTest(readPath(`${field}.emit_module.module`, predicate.emitModule.module, 2));
      case 'eventType':
        return eventTypeTest(`${field}.event_type.event_type`, predicate.eventType.eventType);
      case 'eventStreamHead':
        throw new StatusError('UNIMPLEMENTED', 'there are no authenticated event streams');
      case undefined:
        throw invalidArgument(field, 'a literal without a predicate');
    }
  });
}

function anyOf<P, Args extends unknown[]>(
  terms: readonly { readonly literals: readonly { negated: boolean; predicate: P }[] }[] | undefined,
  compile: (predicate: P, field: string) => (...args: Args) => boolean,
): (...args: Args) => boolean {
  if (terms === undefined) return () => true;
  if (terms.length === 0) throw invalidArgument('filter.terms', 'a filter has at least one term');
  const count = terms.reduce((sum, { literals }) => sum + literals.length, 0);
  checkCount('filter.terms.literals', count, maxLiterals);
  const compiled = terms.map(({ literals }, term) => {
    const field = `filter.terms[${term}].literals`;
    if (literals.length === 0) throw invalidArgument(field, 'a term has at least one literal');
    return literals.map(({ negated, predicate }, literal) => ({
      negated,
      test: compile(predicate, `${field}[${literal}]`),
    }));
  });
  return (...args) =>
    compiled.some((literals) => literals.every(({ negated, test }) => test(...args) !== negated));
}

/** `package[::module[::function]]`, normalized; from one to `most` parts. */
function readPath(field: string, text: string | undefined, most: number): readonly string[] {
  const [address = '', ...names] = required(field, text).split('::');
  if (names.length >= most || !names.every(isIdentifier)) {
    throw invalidArgument(field, `a path has an address and up to ${most - 1} names`);
  }
  return [readAddress(field, address), ...names];
}

function startsWith(path: readonly string[], parts: readonly string[]): boolean {
  return path.every((part, index) => part === parts[index]);
}

function moveCallTest(path: readonly string[]): TransactionTest {
  return (executed) => {
    const parsed = parsedTransaction(executed);
    if (parsed.kind !== 'programmable') return false;
    return parsed.data.kind.ProgrammableTransaction!.commands.some(
      ({ MoveCall: call }) =>
        call !== undefined && call !== null && startsWith(path, [call.package, call.module, call.function]),
    );
  };
}

function emitModuleTest(path: readonly string[]): (event: LedgerEvent) => boolean {
  return (event) => startsWith(path, [event.packageId, event.module]);
}

/** `address[::module[::Name[<arguments>]]]`: with arguments exactly that type, without them any instance. */
function eventTypeTest(field: string, text: string | undefined): (event: LedgerEvent) => boolean {
  const given = required(field, text);
  if (given.includes('<')) {
    const exact = readExact(field, given);
    return (event) => typeToString(event.type) === exact;
  }
  const path = readPath(field, given, 3);
  return ({ type }) => type.kind === 'datatype' && startsWith(path, [type.address, type.module, type.name]);
}

function readExact(field: string, text: string): string {
  try {
    return typeToString(parseType(text));
  } catch (error) {
    if (!(error instanceof TypeSyntaxError)) throw error;
    throw invalidArgument(field, error.message, error);
  }
}

function affects({ changes }: ExecutedTransaction, address: string): boolean {
  const owns = (owner: { readonly kind: string; readonly address?: string } | undefined): boolean =>
    owner?.address !== undefined && owner.kind !== 'object' && normalizeAddress(owner.address) === address;
  return changes.some(({ before, after }) => owns(before?.owner) || owns(after?.owner));
}
