/**
 * Who may upload to a private publisher: whoever has a JSON Web Token (RFC 7519), each good for one upload.
 * Its claims are those of a Walrus publisher: `exp` and `jti`, and what may be uploaded with it: `epochs` or
 * `max_epochs`, `size` or `max_size`, `send_object_to`.
 */
import { errors, importSPKI, jwtVerify, type JWTPayload } from 'jose';
import { InvalidArgument } from '@haulout/sdk/base';
import { hexId } from '../http/query.js';
import { refusal } from '../refusal.js';
import type { StoreQuery } from './query.js';
import type { UsedTokens } from '../used/used-tokens.js';

/** Signature algorithms that a publisher takes. */
export const JWT_ALGORITHMS = [
  ...['HS256', 'HS384', 'HS512', 'ES256', 'ES384'],
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'],
] as const;

/** One of {@link JWT_ALGORITHMS}. */
export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number];

/** How tokens are checked. */
export interface TokenOptions {
  /** For `HS...` the secret, text or hex after 0x, at least 32 bytes; else a public key in PEM (SPKI). */
  readonly key: string;
  /** The one algorithm that tokens are signed with. Default HS256. */
  readonly algorithm?: JwtAlgorithm | undefined;
  /** So many seconds lie between `iat` and `exp` of a token, or it is refused. Default: any number. */
  readonly lifetimeSeconds?: number | undefined;
  /**
   * Folder in which used tokens are noted, made when missing, of this publisher alone. Default: they are
   * known until it ends.
   */
  readonly usedFolder?: string | undefined;
}

/** What a token lets its holder upload. */
export interface Permit {
  /** Refuses a body of another size. Throws ServiceError INVALID_SIZE. */
  checkSize(bytes: number): void;
  /** Most bytes of a body; undefined: no bound of the token. */
  readonly maxBytes: number | undefined;
  /** Uses the token up. Rejects with ServiceError TOKEN_ALREADY_USED. */
  use(): Promise<void>;
}

/** Checks the token of a request. Throws ServiceError. */
export type CheckToken = (authorization: string | undefined, query: StoreQuery) => Promise<Permit>;

/** Characters of a token, and of its `jti`. */
const LONGEST = { token: 4_096, jti: 256 };
const SECRET_BYTES = 32;

/** Makes the check of tokens. Throws InvalidArgument for a key that cannot be one. */
export async function tokenCheck(
  { key: text, algorithm = 'HS256', lifetimeSeconds }: TokenOptions,
  { used, now }: { readonly used: UsedTokens; readonly now: () => number },
): Promise<CheckToken> {
  const key = await keyOf(text, algorithm);
  return async (authorization, query) => {
    const token = /^Bearer +([\w-]+\.[\w-]*\.[\w-]*)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined || token.length > LONGEST.token)
      throw refusal('UNAUTHENTICATED MISSING_TOKEN', 'an upload needs a header: Authorization: Bearer TOKEN');
    const payload = await verified(token, { key, algorithm, at: new Date(now()) });
    const claims = claimsOf(payload);
    if (lifetimeSeconds !== undefined && claims.exp - (claims.iat ?? 0) !== lifetimeSeconds)
      throw refused('INVALID_EXPIRATION', `exp has to be ${lifetimeSeconds} seconds after iat`);
    checkQuery(claims, query);
    return permitOf(claims, used);
  };
}

async function keyOf(text: string, algorithm: JwtAlgorithm): Promise<Uint8Array | CryptoKey> {
  if (!JWT_ALGORITHMS.includes(algorithm))
    throw new InvalidArgument(
      `tokens cannot be signed with '${algorithm}': there are ${JWT_ALGORITHMS.join(', ')}`,
    );
  if (!algorithm.startsWith('HS')) {
    try {
      return await importSPKI(text, algorithm);
    } catch {
      throw new InvalidArgument(`the key is no public key in PEM (BEGIN PUBLIC KEY) for ${algorithm}`);
    }
  }
  const trimmed = text.trim();
  const secret = /^0x(?:[0-9a-fA-F]{2})+$/.test(trimmed)
    ? Buffer.from(trimmed.slice(2), 'hex')
    : Buffer.from(trimmed, 'utf8');
  if (secret.length >= SECRET_BYTES) return new Uint8Array(secret);
  throw new InvalidArgument(
    `the secret has ${secret.length} bytes, and ${algorithm} needs at least ${SECRET_BYTES}`,
  );
}

async function verified(
  token: string,
  {
    key,
    algorithm,
    at,
  }: { readonly key: Uint8Array | CryptoKey; readonly algorithm: JwtAlgorithm; readonly at: Date },
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, key, { algorithms: [algorithm], currentDate: at })).payload;
  } catch (cause) {
    if (cause instanceof errors.JWTExpired)
      throw refusal('UNAUTHENTICATED EXPIRED_SIGNATURE', 'the token has expired: get another one', { cause });
    if (cause instanceof errors.JWSSignatureVerificationFailed || cause instanceof errors.JOSEAlgNotAllowed)
      throw refusal(
        'UNAUTHENTICATED INVALID_SIGNATURE',
        `the token is not signed with ${algorithm} and the key`,
        {
          cause,
        },
      );
    throw refusal('FAILED_PRECONDITION INVALID_TOKEN', 'the token is not one that can be read', { cause });
  }
}

/** What a token says, in the forms that it has to have. */
interface Claims {
  readonly exp: number;
  readonly iat: number | undefined;
  readonly jti: string;
  readonly epochs: number | undefined;
  readonly maxEpochs: number | undefined;
  readonly size: number | undefined;
  readonly maxSize: number | undefined;
  readonly sendObjectTo: string | undefined;
}

function claimsOf(payload: JWTPayload): Claims {
  const number = (name: string): number | undefined => {
    const value = payload[name] ?? undefined;
    if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0))
      return value as number | undefined;
    throw refused('INVALID_TOKEN', `the claim ${name} is not a whole number`);
  };
  const { jti, send_object_to: owner } = payload;
  const exp = number('exp');
  if (exp === undefined) throw refused('INVALID_TOKEN', 'the token has no claim exp: it would last for ever');
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST.jti)
    throw refused('INVALID_TOKEN', `the claim jti is not a text of 1 to ${LONGEST.jti} characters`);
  if (owner !== undefined && owner !== null && typeof owner !== 'string')
    throw refused('INVALID_TOKEN', 'the claim send_object_to is not an address');
  const claims = {
    ...{ exp, jti, iat: number('iat'), epochs: number('epochs'), maxEpochs: number('max_epochs') },
    ...{ size: number('size'), maxSize: number('max_size') },
    sendObjectTo: typeof owner === 'string' ? hexId(owner, 'the claim send_object_to') : undefined,
  };
  if (claims.size !== undefined && claims.maxSize !== undefined)
    throw refused('INCONSISTENT_TOKEN', 'the token has size and max_size');
  if (claims.epochs !== undefined && claims.maxEpochs !== undefined)
    throw refused('INCONSISTENT_TOKEN', 'the token has epochs and max_epochs');
  return claims;
}

/** Refuses a request for something else than what the token is for. */
function checkQuery({ epochs, maxEpochs, sendObjectTo }: Claims, query: StoreQuery): void {
  if (epochs !== undefined && query.epochs !== epochs)
    throw refused('INVALID_EPOCHS', `the token is for ${epochs} epochs, not for ${query.epochs}`);
  if (maxEpochs !== undefined && query.epochs > maxEpochs)
    throw refused('INVALID_EPOCHS', `the token is for at most ${maxEpochs} epochs, not for ${query.epochs}`);
  if (sendObjectTo !== undefined && query.sendObjectTo !== sendObjectTo)
    throw refused('INVALID_SEND_OBJECT_TO', `the token wants send_object_to=${sendObjectTo} in the query`);
}

function permitOf({ jti, exp, size, maxSize }: Claims, used: UsedTokens): Permit {
  used.check(jti);
  return {
    maxBytes: size ?? maxSize,
    checkSize(bytes) {
      if (size !== undefined && bytes !== size)
        throw refused('INVALID_SIZE', `the token is for ${size} bytes, and ${bytes} were sent`);
      if (maxSize !== undefined && bytes > maxSize)
        throw refused('INVALID_SIZE', `the token is for at most ${maxSize} bytes, and ${bytes} were sent`);
    },
    use: () => used.add(jti, exp),
  };
}

function refused(reason: string, message: string) {
  return refusal(`FAILED_PRECONDITION ${reason}`, message);
}
