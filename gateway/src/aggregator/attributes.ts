/**
 * Attributes of a blob object and tags of a file as headers of an answer. Whoever stored them chose them, so
 * only names that the operator allows become headers, never one that steers the connection, the cache or the
 * browser's trust, and only values that a header can have.
 */
import { InvalidArgument } from '@haulout/sdk/base';

/** The attributes that become headers unless the operator says otherwise. */
export const ALLOWED_HEADERS: readonly string[] = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-location',
  'link',
];

/** Characters of a value; longer ones are left out. */
const LONGEST = 1_024;
/** Headers of one answer. */
const MOST = 32;

/** Headers that the gateway decides about alone. */
const OURS =
  /^(?:access-control-.*|cross-origin-.*|content-length|content-range|content-security-policy.*|x-.*options|connection|keep-alive|transfer-encoding|te|trailer|upgrade|host|date|etag|cache-control|age|expires|vary|accept-ranges|set-cookie.*|clear-site-data|strict-transport-security|location|refresh|retry-after|service-worker-allowed|sourcemap|www-authenticate|proxy-.*|alt-svc|nel|report.*|permissions-policy|referrer-policy|origin-agent-cluster|x-quilt-patch-identifier)$/;
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,64}$/;
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: *;.*)?$/;

/** Which attributes may be headers: by name, or all of those that no rule is against. */
export type AllowedHeaders = ReadonlySet<string> | 'all';

/** Reads the operator's list. Throws InvalidArgument for a name that must not come from an attribute. */
export function allowedHeaders(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.map((text) => {
      const name = text.toLowerCase();
      if (NAME.test(name) && !OURS.test(name)) return name;
      throw new InvalidArgument(`'${text}' cannot be a header that an attribute decides about`, {
        name: text,
      });
    }),
  );
}

/** The headers that attributes make. What cannot be one is left out. */
export function attributeHeaders(
  attributes: ReadonlyMap<string, string>,
  allowed: AllowedHeaders,
): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [key, value] of attributes) {
    const name = key.toLowerCase();
    if (allowed === 'all' ? !NAME.test(name) || OURS.test(name) : !allowed.has(name)) continue;
    if (headers.size === MOST || value.length > LONGEST || !VALUE.test(value)) continue;
    if (name === 'content-type' && !TYPE.test(value)) continue;
    headers.set(name, value);
  }
  return headers;
}
