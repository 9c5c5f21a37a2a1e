/**
 * The head of every signed message: intent type u8, intent version u8 = 0, app id u8, epoch u32. The app id
 * says whose messages they are: 3 those of Walrus, 72 those of the evidence.
 */
import { concatenate } from '../base/bytes.js';
import { CertificateError } from './errors.js';
import { uint, type Cursor } from './wire.js';

/** Version of every intent. */
export const INTENT_VERSION = 0;

/** The first 7 bytes of a message. */
export function intentBytes({
  type,
  appId,
  epoch,
}: {
  readonly type: number;
  readonly appId: number;
  readonly epoch: number;
}): Uint8Array {
  return concatenate([Uint8Array.of(type, INTENT_VERSION, appId), uint(epoch, 4)]);
}

/**
 * Reads what comes after the type: checks version and app, and gives the epoch.
 *
 * @throws CertificateError `WRONG_INTENT_VERSION`, `WRONG_APP_ID`, `MESSAGE_TRUNCATED`
 */
export function readIntent(from: Cursor, expectedApp: number): number {
  const version = Number(from.uint(1));
  if (version !== INTENT_VERSION) {
    throw new CertificateError('WRONG_INTENT_VERSION', `intent version ${version}, not ${INTENT_VERSION}`, {
      version,
    });
  }
  const appId = Number(from.uint(1));
  if (appId !== expectedApp) {
    throw new CertificateError('WRONG_APP_ID', `a message for app ${appId}, not ${expectedApp}`, { appId });
  }
  return Number(from.uint(4));
}

/** The error for a type that no message of an app has. */
export function unknownType(type: number): CertificateError {
  return new CertificateError('UNKNOWN_MESSAGE_TYPE', `message type ${type} is not known`, { type });
}
