/**
 * TLS of a node that no proxy stands in front of: a certificate and its key in files, read again when they
 * change, so that a renewed certificate needs no restart.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import { HauloutError, type Timers } from '@haulout/sdk/base';
import { fileVersion } from '@haulout/sdk/files';

/** Where the certificate is. */
export interface TlsFiles {
  /** PEM: the certificate, and those between it and the root. */
  readonly certFile: string;
  /** PEM: its private key, not encrypted. */
  readonly keyFile: string;
}

/** Stable codes of {@link TlsError}. */
export type TlsErrorCode =
  /** A file cannot be read, or is no file of at most 1 MiB. */
  | 'UNREADABLE'
  /** There is no certificate, or no key, in a file. */
  | 'BAD_PEM'
  /** The key is not that of the certificate. */
  | 'KEY_MISMATCH';

/** A certificate cannot be used. No message and no value holds a part of the key. */
export class TlsError extends HauloutError<TlsErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'TlsError';
}

/** A certificate and its key, which belong together. */
interface TlsPair {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** When it ends to be valid, ms since 1970. */
  readonly validToMs: number;
  /** Tells this version of the files from others. */
  readonly version: string;
}

/** A certificate and its key, and the files that they are from. */
export interface TlsInForce {
  /** Where they are read from. */
  readonly files: TlsFiles;
  /** What was read last. */
  readonly pair: TlsPair;
}

const MAX_BYTES = 1024 * 1024;
/** How often the files are looked at. */
const LOOK_MS = 10_000;

/** Reads a certificate and its key. Throws TlsError. */
function readTls({ certFile, keyFile }: TlsFiles): TlsPair {
  // Before they are read: what changes meanwhile is another version.
  const version = versionOf({ certFile, keyFile });
  const [cert, key] = [read(certFile), read(keyFile)];
  const certificate = parsed(certFile, 'certificate', () => new X509Certificate(cert));
  const privateKey = parsed(keyFile, 'private key', () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey))
    throw new TlsError({
      code: 'KEY_MISMATCH',
      message: `the key in ${keyFile} is not that of the certificate in ${certFile}`,
      values: { certFile, keyFile },
      advice: 'Name the two files that were made together',
    });
  // What OpenSSL refuses, such as a key that is too short.
  parsed(certFile, 'certificate', () => createSecureContext({ cert, key }));
  return { cert, key, validToMs: Date.parse(certificate.validTo), version };
}

/** The same, with the files that they are from. Throws TlsError. */
export function openTls(files: TlsFiles): TlsInForce {
  return { files, pair: readTls(files) };
}

/**
 * Lets a server use a certificate that has changed, for connections that begin from then on. The one before
 * stays in force until the new one can be used: that is tried again and again, and each version that cannot
 * is logged once.
 *
 * @param tls what the server was made with
 * @returns how to end it
 */
export function followTls(
  server: Pick<Server, 'setSecureContext'>,
  { files, pair: { version: inForce } }: TlsInForce,
  { timers, logger }: { readonly timers: Timers; readonly logger: Logger },
): () => void {
  let version = inForce;
  let refused: string | undefined;
  let cancel = timers.after(LOOK_MS, look);

  function look(): void {
    cancel = timers.after(LOOK_MS, look);
    const now = versionOf(files);
    if (now === version) return;
    try {
      const pair = readTls(files);
      server.setSecureContext({ cert: pair.cert, key: pair.key });
      version = pair.version;
      refused = undefined;
      logger.info({ validTo: new Date(pair.validToMs).toISOString() }, 'the certificate has changed');
    } catch (error) {
      if (refused === now) return;
      refused = now;
      logger.error({ err: error }, 'the new certificate cannot be used; the one before stays in force');
    }
  }

  return () => cancel();
}

function read(file: string): Buffer {
  let cause: unknown;
  try {
    const found = statSync(file);
    if (found.isFile() && found.size <= MAX_BYTES) return readFileSync(file);
  } catch (error) {
    cause = error;
  }
  const message = `${file} cannot be read, or is not a file of at most 1 MiB`;
  throw new TlsError({ code: 'UNREADABLE', message, values: { file }, cause });
}

function parsed<T>(file: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    const message = `${file} has no ${what} that can be used`;
    const advice = `Give a file with a ${what} in PEM`;
    throw new TlsError({ code: 'BAD_PEM', message, values: { file }, advice, cause });
  }
}

/** Tells two versions of the files apart. */
function versionOf({ certFile, keyFile }: TlsFiles): string {
  return [certFile, keyFile].map(fileVersion).join(', ');
}
