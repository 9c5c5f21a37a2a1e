/**
 * Fields of signed messages as bytes: BCS, in the few types that messages need.
 */
import { CertificateError } from './errors.js';

const HEX_ID = /^(?:0x)?([0-9a-f]{1,64})$/i;

/** The 32 bytes of a Sui address or object id in hex, with or without 0x and leading zeros. */
export function idToBytes(id: string): Uint8Array {
  const digits = HEX_ID.exec(id)?.[1]?.padStart(64, '0');
  if (digits === undefined) {
    throw new CertificateError(
      'MALFORMED_MESSAGE',
      `"${id.slice(0, 80)}" is not a Sui address or object id`,
      {
        id: id.slice(0, 80),
      },
    );
  }
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** The full hex form of 32 bytes: 0x and 64 lower-case digits. */
export function bytesToId(bytes: Uint8Array): string {
  return `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** An unsigned integer of `size` bytes, little-endian. */
export function uint(value: number | bigint, size: number): Uint8Array {
  let rest = BigInt(value);
  if (rest < 0n || rest >= 1n << BigInt(8 * size)) {
    throw new CertificateError('MALFORMED_MESSAGE', `${value} is not a u${8 * size}`, { value, size });
  }
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++, rest >>= 8n) bytes[i] = Number(rest & 255n);
  return bytes;
}

/** Bytes that must be exactly `size` long. */
export function exact(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length !== size) {
    throw new CertificateError('MALFORMED_MESSAGE', `${bytes.length} bytes for a field of ${size}`, {
      length: bytes.length,
      size,
    });
  }
  return bytes;
}

/** Takes fields off the front of a message. */
export interface Cursor {
  /** @throws CertificateError `MESSAGE_TRUNCATED` */
  bytes(size: number): Uint8Array;
  uint(size: number): bigint;
  /** @throws CertificateError `MESSAGE_PADDED` unless all was taken */
  end(): void;
}

/** A cursor at the start of `message`. */
export function cursor(message: Uint8Array): Cursor {
  let at = 0;
  const bytes = (size: number): Uint8Array => {
    if (at + size > message.length) {
      throw new CertificateError(
        'MESSAGE_TRUNCATED',
        `a message of ${message.length} bytes ends inside a field of ${size} bytes at ${at}`,
        { length: message.length, at, size },
      );
    }
    at += size;
    return message.slice(at - size, at);
  };
  return {
    bytes,
    uint: (size) => bytes(size).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n),
    end() {
      if (at < message.length) {
        throw new CertificateError(
          'MESSAGE_PADDED',
          `${message.length - at} bytes after the end of a message`,
          {
            length: message.length,
            end: at,
          },
        );
      }
    },
  };
}
