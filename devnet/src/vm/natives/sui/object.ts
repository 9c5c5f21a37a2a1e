/** `sui::object`, and `sui::types`. */
import { referenceTo, toAddress } from '../../values.js';
import type { DatatypeType, Type } from '../../types.js';
import type { ObjectContext, ObjectNatives } from './object-context.js';

/** The natives of `sui::object` and `sui::types`. */
export const objectNatives: ObjectNatives = {
  '0x2::object::borrow_uid': (_context, _types, [object]) => referenceTo(object!, 0),

  '0x2::object::delete_impl': ({ runtime }, _types, [id]) => runtime.deleteId(toAddress(id!)),

  '0x2::object::record_new_uid': ({ runtime }, _types, [id]) => runtime.recordNewId(toAddress(id!)),

  '0x2::types::is_one_time_witness': (context, [type]) => isOneTimeWitness(context, type!),
};

/**
 * Whether a type is a one-time witness: named like its module in capitals, not generic, with one bool in it.
 * The bytecode verifier makes sure of the rest for every type that looks so.
 */
export function isOneTimeWitness(context: ObjectContext, type: Type): type is DatatypeType {
  if (type.kind !== 'datatype' || type.typeArguments.length > 0) return false;
  if (type.name !== type.module.replace(/[a-z]/g, (letter) => letter.toUpperCase())) return false;
  const layout = context.layout(type);
  return layout.kind === 'struct' && layout.fields.length === 1 && layout.fields[0]!.layout.kind === 'bool';
}
