import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { addressOf } from '../../ledger/objects.js';
import { isDatatype, wellKnown } from '../../ledger/type-tags.js';
import type { LedgerObject } from '../../ledger/types.js';
import { deserializeValue, serializeValue } from '../../vm/layout.js';
import { fieldOf } from '../../vm/values.js';
import { typeToString } from '../../vm/types.js';
import { FieldMask } from '../grpc/field-mask.js';
import { decodePageToken, encodePageToken } from '../grpc/page-token.js';
import { readAddress, readPageSize } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';
import { objectMessage, objectTypeText } from '../render/objects.js';

/** StateService.ListDynamicFields: the dynamic fields, and dynamic object fields, of an object. */
export function listDynamicFields(
  { ledger }: RpcContext,
  request: GrpcTypes.ListDynamicFieldsRequest,
): GrpcTypes.ListDynamicFieldsResponse {
  const parent = readAddress('parent', request.parent);
  const mask = FieldMask.read(GrpcTypes.DynamicField, request.readMask, 'parent,field_id');
  const listing = ['ListDynamicFields', parent];
  const cursor = decodePageToken(listing, request.pageToken);
  const limit = readPageSize(request.pageSize);
  const { items, next } = ledger.listOwned(parent, {
    kind: 'object',
    type: anyField,
    cursor,
    limit,
  });
  return {
    dynamicFields: items.map((field) => fieldMessage(ledger, { parent, field }, mask)),
    nextPageToken: next === undefined ? undefined : encodePageToken(listing, next),
  };
}

const wrapper = { address: wellKnown.suiAddress, module: 'dynamic_object_field', name: 'Wrapper' };
const anyField = `${wellKnown.suiAddress}::dynamic_field::Field`;

/** The parts of `0x2::dynamic_field::Field<Name, Value> { id, name, value }`. */
function fieldMessage(
  ledger: Ledger,
  { parent, field }: { readonly parent: string; readonly field: LedgerObject },
  mask: FieldMask<GrpcTypes.DynamicField>,
): GrpcTypes.DynamicField {
  const message: GrpcTypes.DynamicField = { parent, fieldId: field.id };
  const fieldObject = mask.of('field_object', GrpcTypes.Object);
  if (fieldObject !== undefined) message.fieldObject = objectMessage(ledger, field, fieldObject);
  if (field.data.kind === 'move' && field.data.type.kind === 'datatype') {
    const { type, contents } = field.data;
    const [nameType, valueType] = type.typeArguments;
    // The name's length is not written: the layout tells where it ends.
    const layout = ledger.layout(nameType!);
    const name = serializeValue(layout, fieldOf(deserializeValue(ledger.layout(type), contents), 1));
    const value = contents.slice(32 + name.length);
    if (isDatatype(nameType!, wrapper)) {
      message.kind = GrpcTypes.DynamicField_DynamicFieldKind.OBJECT;
      // Wrapper<Name> has the name as its only field: the same bytes.
      message.name = { name: typeToString(nameType.typeArguments[0]!), value: name };
      message.childId = addressOf(value);
      const child = ledger.getObject(message.childId);
      if (child !== undefined) {
        message.valueType = objectTypeText(child);
        if (child.data.kind === 'move')
          message.value = { name: message.valueType, value: child.data.contents };
        const childObject = mask.of('child_object', GrpcTypes.Object);
        if (childObject !== undefined) message.childObject = objectMessage(ledger, child, childObject);
      }
    } else {
      message.kind = GrpcTypes.DynamicField_DynamicFieldKind.FIELD;
      message.name = { name: typeToString(nameType!), value: name };
      message.valueType = typeToString(valueType!);
      message.value = { name: message.valueType, value };
    }
  }
  return mask.project(message);
}
