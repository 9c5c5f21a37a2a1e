/** What a server speaks, whatever its certificate is worth. */
import { once } from 'node:events';
import { connect } from 'node:tls';
import { codeOf } from '@haulout/sdk/base';

/** Longest wait for an answer, in ms. */
const ANSWER_MS = 5_000;
/** Codes of a server that answers to TLS with something else. */
const NO_TLS: readonly string[] = [
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
];

/** Whether what listens at a url speaks TLS; undefined when nothing answers. */
export async function speaksTls(url: string): Promise<boolean | undefined> {
  const { hostname, port, protocol } = new URL(url);
  // Nothing is sent: the certificate does not matter.
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    rejectUnauthorized: false,
  });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch (error) {
    return NO_TLS.includes(codeOf(error) ?? '') ? false : undefined;
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
