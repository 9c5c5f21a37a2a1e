/** Certificates for tests: self-signed for an IPv4 address, P-256, in the DER of RFC 5280. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A certificate and its key. */
export interface TestCertificate {
  /** PEM. */
  readonly cert: string;
  /** PEM, PKCS #8. */
  readonly key: string;
  /** SHA-256 of the certificate, as `tls` shows it. */
  readonly fingerprint256: string;
}

/** Makes one for an IPv4 address, by default 127.0.0.1; each has a key of its own. */
export function makeCertificate(address = '127.0.0.1'): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = der(0x30, hex('06082a8648ce3d040302'));
  // Of two authorities with one name, only the first is found.
  const subject = Buffer.from(`a test at ${address}`);
  const name = der(0x30, der(0x31, der(0x30, hex('0603550403'), der(0x0c, subject))));
  const validity = der(0x30, utcTime('200101000000Z'), utcTime('491231235959Z'));
  const isAuthority = der(0x30, hex('0603551d13'), der(0x04, der(0x30, hex('0101ff'))));
  const octets = Uint8Array.from(address.split('.'), Number);
  const forAddress = der(0x30, hex('0603551d11'), der(0x04, der(0x30, der(0x87, octets))));
  const contents = der(
    0x30,
    der(0xa0, hex('020102')),
    hex('020101'),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, isAuthority, forAddress)),
  );
  const signature = der(0x03, hex('00'), sign('sha256', contents, privateKey));
  const bytes = der(0x30, contents, ecdsaWithSha256, signature);
  const lines = bytes.toString('base64').match(/.{1,64}/g)!;
  const digest = createHash('sha256').update(bytes).digest('hex').toUpperCase();
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint256: digest.match(/../g)!.join(':'),
  };
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));

/** A tag, a length, and the parts. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const header =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(header), body]);
}
