/** How many FROST there are in an object, wherever they are in it. */
import { typeToString, deserializeValue, type Layout, type Value } from '@haulout/devnet/vm';
import { fieldOf, fieldsOf, elementsOf, toBigInt, variantOf } from '@haulout/devnet/vm';
import type { Ledger, LedgerObject } from '@haulout/devnet/ledger';

/** Counts the balances of one coin type in objects of a ledger, or what there is of it by its supply. */
export function balanceCounter(ledger: Ledger, coinType: string, of: 'Balance' | 'Supply' = 'Balance') {
  const balanceType = `0x${'2'.padStart(64, '0')}::balance::${of}<${coinType}>`;
  const holders = new Map<Layout, boolean>();

  const isBalance = (layout: Layout) => layout.kind === 'struct' && typeToString(layout.type) === balanceType;

  function canHold(layout: Layout): boolean {
    const known = holders.get(layout);
    if (known !== undefined) return known;
    const holds = isBalance(layout) || innerOf(layout).some(canHold);
    holders.set(layout, holds);
    return holds;
  }

  function sum(layout: Layout, value: Value): bigint {
    if (!canHold(layout)) return 0n;
    if (isBalance(layout)) return toBigInt(fieldOf(value, 0));
    switch (layout.kind) {
      case 'vector':
        return elementsOf(value).reduce<bigint>((total, item) => total + sum(layout.element, item), 0n);
      case 'struct':
        return sumFields(layout.fields, fieldsOf(value));
      case 'enum': {
        const { tag, fields } = variantOf(value);
        return sumFields(layout.variants[tag]!.fields, fields);
      }
      default:
        return 0n;
    }
  }

  const sumFields = (fields: readonly { readonly layout: Layout }[], values: readonly Value[]) =>
    fields.reduce<bigint>((total, { layout }, index) => total + sum(layout, values[index]!), 0n);

  return (object: LedgerObject | undefined): bigint => {
    if (object?.data.kind !== 'move') return 0n;
    const layout = ledger.layout(object.data.type);
    return canHold(layout) ? sum(layout, deserializeValue(layout, object.data.contents)) : 0n;
  };
}

function innerOf(layout: Layout): readonly Layout[] {
  switch (layout.kind) {
    case 'vector':
      return [layout.element];
    case 'struct':
      return layout.fields.map(({ layout: inner }) => inner);
    case 'enum':
      return layout.variants.flatMap(({ fields }) => fields.map(({ layout: inner }) => inner));
    default:
      return [];
  }
}
