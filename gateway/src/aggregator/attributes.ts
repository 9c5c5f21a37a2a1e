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

/** Headers that the gateway and the server decide about alone: names, and how others begin. */
const OURS: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'host', 'date'],
  ...['content-length', 'content-range', 'accept-ranges', 'etag', 'cache-control', 'age', 'expires', 'vary'],
  ...['location', 'refresh', 'retry-after', 'clear-site-data', 'strict-transport-security', 'alt-svc', 'nel'],
  ...['permissions-policy', 'referrer-policy', 'origin-agent-cluster', 'service-worker-allowed'],
  ...['sourcemap', 'www-authenticate', 'authorization', 'last-modified', 'x-quilt-patch-identifier'],
]);
const OUR_BEGINNINGS = /^(?:access-control-|cross-origin-|content-security-policy|set-cookie|proxy-|report)/;
const OUR_ENDS = /^x-.*options$/;
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
      if (canBeChosen(name)) return name;
      throw new InvalidArgument(`'${text}' cannot be a header that an attribute decides about`, {
        name: text,
      });
    }),
  );
}

/** Whether a name is that of a header about which an attribute may decide. */
function canBeChosen(name: string): boolean {
  return NAME.test(name) && !OURS.has(name) && !OUR_BEGINNINGS.test(name) && !OUR_ENDS.test(name);
}

/** The headers that attributes make. What cannot be one is left out. */
export function attributeHeaders(
  attributes: ReadonlyMap<string, string>,
  allowed: AllowedHeaders,
): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [key, value] of attributes) {
    const name = key.toLowerCase();
    if (allowed === 'all' ? !canBeChosen(name) : !allowed.has(name)) continue;
    if (headers.size === MOST || value.length > LONGEST || !VALUE.test(value)) continue;
    if (name === 'content-type' && !TYPE.test(value)) continue;
    headers.set(name, value);
  }
  return headers;
}
