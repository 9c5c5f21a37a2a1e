/** What `JSON.stringify` makes of results. */
import assert from 'node:assert/strict';
import { jsonValue } from '@haulout/sdk/base';

/** Fails unless `JSON.stringify` writes a result, and each part of it, without losing anything. */
export function assertJson(result: unknown): void {
  assert.ok(typeof result === 'object' && result !== null);
  const written = JSON.parse(JSON.stringify(result)) as unknown;
  assert.deepEqual(written, JSON.parse(JSON.stringify(jsonValue(result))));
  for (const part of partsOf(result)) assertJson(part);
}

/** Objects in a result, as far as they are not the bytes, errors and classes of others. */
function partsOf(result: object): object[] {
  const isList = Array.isArray(result) || result instanceof Map;
  const isPlain = Object.getPrototypeOf(result) === Object.prototype;
  const fields: Iterable<unknown> = isList ? result.values() : isPlain ? Object.values(result) : [];
  return [...fields].filter(
    (field): field is object =>
      typeof field === 'object' &&
      field !== null &&
      (Array.isArray(field) || field instanceof Map || Object.getPrototypeOf(field) === Object.prototype),
  );
}
