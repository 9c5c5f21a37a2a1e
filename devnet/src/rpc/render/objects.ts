/** Objects and their owners as messages. */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { coinBalance, objectBcs } from '../../ledger/objects.js';
import { coinTypeOf } from '../../ledger/type-tags.js';
import type { LedgerObject, Owner } from '../../ledger/types.js';
import { typeToString } from '../../vm/types.js';
import type { FieldMask } from '../grpc/field-mask.js';
import { moveJson } from './move-json.js';
import { packageMessage } from './packages.js';

/** An object with the fields of the mask. `json` and `package` are made only when asked for. */
export function objectMessage(
  ledger: Ledger,
  object: LedgerObject,
  mask: FieldMask<GrpcTypes.Object>,
): GrpcTypes.Object {
  const message: GrpcTypes.Object = {
    objectId: object.id,
    version: object.version,
    digest: object.digest,
    owner: ownerMessage(object.owner),
    objectType: objectTypeText(object),
    previousTransaction: object.previousTransaction,
    storageRebate: object.storageRebate,
  };
  if (mask.has('bcs')) message.bcs = { name: 'Object', value: objectBcs(object) };
  if (object.data.kind === 'package') {
    if (mask.has('package')) message.package = packageMessage(object.data.package);
  } else {
    const { type, contents, hasPublicTransfer } = object.data;
    message.hasPublicTransfer = hasPublicTransfer;
    message.contents = { name: objectTypeText(object), value: contents };
    if (coinTypeOf(type) !== undefined) message.balance = coinBalance(contents);
    if (mask.has('json')) message.json = moveJson(ledger, type, contents);
  }
  return mask.project(message);
}

/** `package`, or the canonical text of the type. */
export function objectTypeText(object: LedgerObject): string {
  return object.data.kind === 'package' ? 'package' : typeToString(object.data.type);
}

/** An owner. */
function ownerMessage(owner: Owner): GrpcTypes.Owner {
  const { ADDRESS, OBJECT, SHARED, IMMUTABLE, CONSENSUS_ADDRESS } = GrpcTypes.Owner_OwnerKind;
  switch (owner.kind) {
    case 'address':
      return { kind: ADDRESS, address: owner.address };
    case 'object':
      return { kind: OBJECT, address: owner.address };
    case 'shared':
      return { kind: SHARED, version: owner.initialSharedVersion };
    case 'immutable':
      return { kind: IMMUTABLE };
    case 'consensus-address':
      return { kind: CONSENSUS_ADDRESS, address: owner.address, version: owner.startVersion };
  }
}
