/** Whether a value fits a parameter, and how large values may grow. */
import { sameType, typeToString } from '../../vm/types.js';
import type { Type } from '../../vm/types.js';
import { CommandFailure, argumentFailure } from '../command-failure.js';
import { limits } from '../limits.js';
import { isDatatype, wellKnown } from '../type-tags.js';
import type { PtbContext } from './context.js';
import { amplification, isPureValue, pureLayout } from './pure.js';
import type { Value } from './values.js';

/** A value, and what it shall be: the argument `index` of a type. */
interface TypedArgument {
  readonly index: number;
  readonly value: Value;
  readonly type: Type;
}

/** Checks that a value can be an argument of a type. Throws `CommandFailure`. */
export function checkArgument(context: PtbContext, { index, value, type }: TypedArgument): void {
  switch (value.kind) {
    case 'pure': {
      if (context.mode === 'inspect') return checkRawSize(value.bytes.length, type);
      const layout = pureLayout(type);
      if (layout === undefined) {
        throw argumentFailure(
          index,
          { InvalidUsageOfPureArg: true },
          `bytes cannot be a ${typeToString(type)}; an object or a result is needed`,
        );
      }
      if (isPureValue(layout, value.bytes)) return;
      throw argumentFailure(index, { InvalidBCSBytes: true }, `the bytes are no BCS ${typeToString(type)}`);
    }
    case 'raw':
    case 'object':
      if (!sameType(value.type, type)) throw typeMismatch(index, value.type, type);
      return;
    case 'receiving': {
      const fits =
        isDatatype(type, { address: wellKnown.suiAddress, module: 'transfer', name: 'Receiving' }) &&
        (value.type === undefined || sameType(value.type, type));
      if (!fits) throw typeMismatch(index, value.type, type);
    }
  }
}

/** The failure of an argument that is of another type than its parameter. */
export function typeMismatch(index: number, actual: Type | undefined, expected: Type): CommandFailure {
  const is = actual === undefined ? 'a receiving ticket' : `a ${typeToString(actual)}`;
  return argumentFailure(index, { TypeMismatch: true }, `${is} where ${typeToString(expected)} is needed`);
}

/** Bytes that a vector of copyable elements of this type may have while it is made; undefined: no bound. */
export function vectorBound(context: PtbContext, element: Type): number | undefined {
  return context.machine.abilities(element).copy ? maxSize(element) : undefined;
}

/** The failure of a vector that outgrows `vectorBound`. */
export function vectorTooBig(valueSize: number, maxScaledSize: number): CommandFailure {
  return new CommandFailure(
    { MoveVectorElemTooBig: { valueSize, maxScaledSize } },
    `a vector of ${valueSize} bytes; at most ${maxScaledSize} of this type`,
  );
}

function checkRawSize(valueSize: number, type: Type): void {
  const maxScaledSize = maxSize(type);
  if (valueSize <= maxScaledSize) return;
  throw new CommandFailure(
    { MoveRawValueTooBig: { valueSize, maxScaledSize } },
    `a value of ${valueSize} bytes; at most ${maxScaledSize} of this type`,
  );
}

function maxSize(type: Type): number {
  const layout = pureLayout(type);
  const factor = layout === undefined ? limits.maxMoveValueDepth : amplification(layout);
  return Math.floor(limits.maxPtbValueSize / factor);
}
