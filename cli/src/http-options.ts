/** Options of commands that serve HTTP to strangers. */
import type { TlsFiles } from '@haulout/node';
import { InvalidArgument } from '@haulout/sdk/base';
import type { Command } from 'commander';
import { fileName, proxyList, wholeNumber } from './command-line.js';

/** How a server meets strangers. */
export interface HttpFlags {
  readonly rateLimit: number;
  readonly trustProxy?: readonly string[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** Adds the options of `HttpFlags` to a command. */
export function withHttp(command: Command): Command {
  return command
    .option(
      '--rate-limit <n>',
      'most requests of one address each second; those of this machine are not counted',
      wholeNumber(1, 1_000_000),
      1_000,
    )
    .option(
      '--trust-proxy <addresses>',
      'proxies that name the client in x-forwarded-for, as 10.0.0.5,10.1.0.0/16 or loopback (default: none)',
      proxyList,
    )
    .option('--tls-cert <file>', 'speak TLS with this certificate (PEM), and those above it', fileName)
    .option(
      '--tls-key <file>',
      'its private key (PEM); both files are read again when they change',
      fileName,
    );
}

/** What the flags mean for a server. Throws InvalidArgument for one file of two. */
export function httpOptions({ rateLimit, trustProxy, ...tls }: HttpFlags) {
  return { requestsPerSecond: rateLimit, trustedProxies: trustProxy, tls: tlsFiles(tls) };
}

/** Both files, or none. */
function tlsFiles({ tlsCert, tlsKey }: Pick<HttpFlags, 'tlsCert' | 'tlsKey'>): TlsFiles | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert !== undefined && tlsKey !== undefined) return { certFile: tlsCert, keyFile: tlsKey };
  throw new InvalidArgument('--tls-cert and --tls-key are given together: a certificate, and its key');
}
