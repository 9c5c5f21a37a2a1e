/** How the gateway refuses: the statuses, reasons and codes of a Walrus aggregator, publisher and relay. */
import { ServiceError, type ServiceStatus } from '@haulout/node/http';
import { codeOf, isHauloutError } from '@haulout/sdk/base';

/** Whose words the reasons are. */
export const DOMAIN = 'daemon.walrus.space';

/** When a client may come back that was refused for want of room, in ms. */
const COME_BACK_MS = 1_000;

/** Why a request is refused, and the error behind it. */
interface Why {
  readonly cause?: unknown;
  /** Whether it may be asked again soon. */
  readonly comeBack?: boolean | undefined;
}

/**
 * A refusal.
 *
 * @param name its HTTP status and its reason, as `NOT_FOUND BLOB_NOT_FOUND`
 */
export function refusal(
  name: `${ServiceStatus} ${string}`,
  message: string,
  { cause, comeBack = false }: Why = {},
): ServiceError<string> {
  const [status, reason] = name.split(' ') as [ServiceStatus, string];
  const facts = comeBack ? { comeBackMs: COME_BACK_MS } : undefined;
  return new ServiceError<string>({ status, reason, message, facts, cause });
}

/** What errors of the SDK are for a client of the gateway, by their codes. */
const REFUSALS: Readonly<Record<string, `${ServiceStatus} ${string}`>> = {
  INVALID_BLOB_ID: 'INVALID_ARGUMENT INVALID_BLOB_ID',
  INVALID_PATCH_ID: 'INVALID_ARGUMENT INVALID_QUILT_PATCH_ID',
  INVALID_ARGUMENT: 'INVALID_ARGUMENT MALFORMED_REQUEST',
  INVALID_QUILT_FILE: 'INVALID_ARGUMENT MALFORMED_REQUEST',
  BLOB_NOT_FOUND: 'NOT_FOUND BLOB_NOT_FOUND',
  BLOB_EXPIRED: 'NOT_FOUND BLOB_NOT_FOUND',
  BLOB_NOT_CERTIFIED: 'NOT_FOUND BLOB_NOT_FOUND',
  BLOB_LOST: 'NOT_FOUND BLOB_NOT_FOUND',
  BLOB_INVALID: 'NOT_FOUND BLOB_NOT_FOUND',
  BLOB_INCONSISTENT: 'NOT_FOUND BLOB_INCONSISTENT',
  BLOB_BLOCKED: 'UNAVAILABLE_FOR_LEGAL_REASONS FORBIDDEN_BLOB',
  FILE_NOT_FOUND: 'NOT_FOUND QUILT_PATCH_NOT_FOUND',
  NOT_A_QUILT: 'NOT_FOUND NOT_A_QUILT',
  BLOB_TOO_LARGE: 'PAYLOAD_TOO_LARGE BLOB_TOO_LARGE',
  QUILT_TOO_LARGE: 'PAYLOAD_TOO_LARGE BLOB_TOO_LARGE',
  INPUT_TOO_LARGE: 'PAYLOAD_TOO_LARGE BODY_TOO_LARGE',
  NOT_ENOUGH_SLIVERS: 'UNAVAILABLE BLOB_UNAVAILABLE',
  NOT_ENOUGH_METADATA: 'UNAVAILABLE BLOB_UNAVAILABLE',
  NO_STATUS_AGREEMENT: 'UNAVAILABLE BLOB_UNAVAILABLE',
  NO_COMMITTEE: 'UNAVAILABLE BLOB_UNAVAILABLE',
  CHAIN_UNREACHABLE: 'UNAVAILABLE CHAIN_UNREACHABLE',
  NOT_ENOUGH_CONFIRMATIONS: 'DEADLINE_EXCEEDED INSUFFICIENT_CONFIRMATIONS',
  INSUFFICIENT_FUNDS: 'UNAVAILABLE INSUFFICIENT_FUNDS',
  SCRATCH_FULL: 'INSUFFICIENT_STORAGE STORAGE_FULL',
};

/** The refusal for an error of the SDK; undefined for what is a fault of the gateway. */
export function refusalOf(error: unknown): ServiceError<string> | undefined {
  const code = codeOf(error);
  if (!isHauloutError(error) || code === undefined || !Object.hasOwn(REFUSALS, code)) return undefined;
  const name = REFUSALS[code]!;
  return refusal(name, error.message, { cause: error, comeBack: name.startsWith('UNAVAILABLE ') });
}
