/**
 * Results and errors as JSON: `JSON.stringify` of what the SDK gives must neither throw nor lose anything.
 */

/**
 * A value as `JSON.stringify` can write it:
 *
 * - `bigint`: its decimal digits as a string, as Sui's APIs write 64-bit integers
 * - `Uint8Array`: base64, as Sui's APIs write bytes
 * - `Map`: an object with the keys as strings; `Set`: an array
 * - `Error`: its name, code and message, and the error behind it
 * - `undefined` and functions: left out
 */
export function jsonValue(value: unknown): unknown {
  return convert(value, []);
}

/**
 * Gives a result a `toJSON` that is not enumerable, and also every object, array and map in it that has
 * something JSON has no form for. They look and compare as before, and `JSON.stringify` takes the result and
 * each part of it. Copies made with `...` do not have it.
 *
 * @param value a plain object, an array or a map
 * @param form what is written instead of the result; default: the result itself
 */
export function withJson<T extends object>(value: T, form: (value: T) => unknown = (self) => self): T {
  for (const field of fieldsOf(value) ?? []) giveJson(field);
  return define(value, function (this: T) {
    return jsonValue(form(this));
  });
}

/** Gives a part of a result its `toJSON` if it needs one; says whether it does. */
function giveJson(value: unknown): boolean {
  if (typeof value === 'bigint' || value instanceof Uint8Array || value instanceof Error) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, 'toJSON')) return true;
  const fields = fieldsOf(value);
  if (fields === undefined) return false;
  let needsJson = value instanceof Map || value instanceof Set;
  for (const field of fields) if (giveJson(field)) needsJson = true;
  if (needsJson && Object.isExtensible(value)) define(value, toJSON);
  return needsJson;
}

function toJSON(this: object): unknown {
  return jsonValue(this);
}

function define<T extends object>(value: T, toJson: (this: T) => unknown): T {
  return Object.defineProperty(value, 'toJSON', { value: toJson, configurable: true, writable: true });
}

/** What lies in a plain object, an array, a map or a set; undefined for anything else. */
function fieldsOf(value: object): Iterable<unknown> | undefined {
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return value.values();
  return Object.getPrototypeOf(value) === Object.prototype ? Object.values(value) : undefined;
}

/** @param outer the objects that this one lies in: what refers back to one of them is left out */
function convert(value: unknown, outer: readonly object[]): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (outer.includes(value)) return undefined;
  const within = [...outer, value];
  const inner = (field: unknown): unknown => convert(field, within);
  if (value instanceof Uint8Array) return base64Of(value);
  if (value instanceof Error) return ofError(value, inner);
  if (Array.isArray(value) || value instanceof Set) return [...value].map(inner);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, field]) => [String(key), inner(field)]));
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === 'function' && Object.getPrototypeOf(value) !== Object.prototype)
    return inner(toJSON.call(value));
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, inner(field)]));
}

function ofError(error: Error, inner: (field: unknown) => unknown): unknown {
  const { name, message, cause } = error;
  const { code, values, advice } = error as { code?: unknown; values?: unknown; advice?: unknown };
  return {
    name,
    code: inner(code),
    message,
    advice: inner(advice),
    values: inner(values),
    cause: inner(cause),
  };
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A field of a value that a stranger has sent as JSON; undefined when it has none of this name. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
