/**
 * `sui::dynamic_field`: children of objects. A child is asked for by its id, which the field's name gives.
 */
import { deriveDynamicFieldId } from '../../runtime/index.js';
import type { ChildResult } from '../../runtime/index.js';
import { toAddress } from '../../values.js';
import type { Value } from '../../values.js';
import { abort } from '../native.js';
import { addressOfUid, datatype, idOfObject, typedLayout } from './object-context.js';
import type { ObjectNative, ObjectNatives } from './object-context.js';

const fieldDoesNotExist = 1;
const fieldTypeMismatch = 2;

const borrow: ObjectNative = (context, [type], [uid, id]) =>
  found(context.runtime.borrowChild(addressOfUid(uid!), toAddress(id!), typedLayout(context, type)));

/** The natives of `sui::dynamic_field`. */
export const dynamicFieldNatives: ObjectNatives = {
  '0x2::dynamic_field::hash_type_and_key': (context, [type], [parent, key]) =>
    deriveDynamicFieldId(toAddress(parent!), type!, context.serialize(type!, key!)),

  '0x2::dynamic_field::add_child_object': (context, [type], [parent, child]) => {
    const id = idOfObject(child!);
    context.runtime.addChild(toAddress(parent!), id, typedLayout(context, type), child!);
  },

  '0x2::dynamic_field::borrow_child_object': borrow,
  '0x2::dynamic_field::borrow_child_object_mut': borrow,

  '0x2::dynamic_field::remove_child_object': (context, [type], [parent, id]) =>
    found(context.runtime.removeChild(toAddress(parent!), toAddress(id!), typedLayout(context, type))),

  '0x2::dynamic_field::has_child_object': ({ runtime }, _types, [parent, id]) =>
    runtime.hasChild(toAddress(parent!), toAddress(id!)),

  '0x2::dynamic_field::has_child_object_with_ty': ({ runtime }, [type], [parent, id]) =>
    runtime.hasChildOfType(toAddress(parent!), toAddress(id!), datatype(type)),
};

function found(result: ChildResult): Value {
  if (result === 'missing') return abort(fieldDoesNotExist);
  if (result === 'mismatch') return abort(fieldTypeMismatch);
  return result.value;
}
