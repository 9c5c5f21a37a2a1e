/** `sui::transfer`: handing objects on, and receiving them. */
import type { NewOwner, TransferResult } from '../../runtime/index.js';
import { sameType } from '../../types.js';
import type { Type } from '../../types.js';
import { elementsOf, toAddress, toBigInt } from '../../values.js';
import type { Value } from '../../values.js';
import { abort, nativeFailure } from '../native.js';
import { addressOfId, datatype } from './object-context.js';
import type { ObjectContext, ObjectNatives } from './object-context.js';

const sharedNonNewObject = 0;
const receivingObjectTypeMismatch = 2;
const unableToReceiveObject = 3;

/** Read, write, delete and transfer: the only permissions that a party may have for now. */
const allPermissions = 0b1111n;

/** The natives of `sui::transfer`. */
export const transferNatives: ObjectNatives = {
  '0x2::transfer::transfer_impl': (context, [type], [object, recipient]) => {
    give(context, type, object, { kind: 'address', address: toAddress(recipient!) });
  },

  '0x2::transfer::freeze_object_impl': (context, [type], [object]) => {
    give(context, type, object, { kind: 'immutable' });
  },

  '0x2::transfer::share_object_impl': (context, [type], [object]) => {
    // Sharing again what was taken as a shared object gives it back; anything else must be new.
    if (give(context, type, object, { kind: 'shared' }) === 'owner-changed') abort(sharedNonNewObject);
  },

  '0x2::transfer::party_transfer_impl': (context, [type], [object, others, addresses, permissions]) => {
    const members = elementsOf(addresses!);
    const granted = elementsOf(permissions!);
    const [address] = members;
    if (address === undefined || members.length !== 1 || granted.length !== 1) {
      return nativeFailure('a party has exactly one member');
    }
    if (toBigInt(granted[0]!) !== allPermissions || toBigInt(others!) !== 0n) {
      return nativeFailure('the member of a party has all permissions, and nobody else has any');
    }
    give(context, type, object, { kind: 'party', address: toAddress(address) });
  },

  '0x2::transfer::receive_impl': (context, [type], [parent, id, version]) => {
    const wanted = datatype(type);
    const object = context.runtime.receive(toAddress(parent!), addressOfId(id!), toBigInt(version!));
    if (object === undefined) return abort(unableToReceiveObject);
    if (!sameType(object.type, wanted)) return abort(receivingObjectTypeMismatch);
    return context.deserialize(wanted, object.contents);
  },
};

function give(
  context: ObjectContext,
  type: Type | undefined,
  object: Value | undefined,
  owner: NewOwner,
): TransferResult {
  const known = datatype(type);
  return context.runtime.transfer(known, context.serialize(known, object!), owner);
}
