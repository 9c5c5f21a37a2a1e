/** What stands in the query of a request: each name at most once, and no name that means nothing. */
import { refusal } from '../refusal.js';

/** The query of a request, as fastify parses it. */
type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The values of a query by name.
 *
 * @throws ServiceError MALFORMED_REQUEST for a name that is none of `names`, or is there twice
 */
export function queryOf<Name extends string>(query: unknown, names: readonly Name[]): Map<Name, string> {
  const values = new Map<Name, string>();
  for (const [name, value] of Object.entries((query ?? {}) as RawQuery)) {
    if (!(names as readonly string[]).includes(name))
      throw malformed(
        `the query has '${name.slice(0, 80)}', and takes only ${names.join(', ') || 'nothing'}`,
      );
    if (typeof value !== 'string') throw malformed(`the query has '${name}' more than once`);
    values.set(name as Name, value);
  }
  return values;
}

/** Reads `true` or `false`; undefined is false. Throws ServiceError MALFORMED_REQUEST. */
export function flag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw malformed(`${name}=${text.slice(0, 80)} is neither true nor false`);
}

/** Refuses a request that says what it cannot mean. */
export function malformed(message: string) {
  return refusal('INVALID_ARGUMENT MALFORMED_REQUEST', message);
}

/** Reads an object id or address: 0x and up to 64 hex digits. Throws ServiceError with the reason given. */
export function hexId(text: string, what: string, reason = 'MALFORMED_REQUEST'): string {
  if (/^0x[0-9a-fA-F]{1,64}$/.test(text)) return `0x${text.slice(2).toLowerCase().padStart(64, '0')}`;
  const message = `${what} '${text.slice(0, 80)}' is not 0x and up to 64 hex digits`;
  throw refusal(`INVALID_ARGUMENT ${reason}`, message);
}
