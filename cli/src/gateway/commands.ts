/** `haulout aggregator`, `haulout publisher`, `haulout daemon` and `haulout relay`. */
import type { GatewayOptions } from '@haulout/gateway';
import { Option, type Command } from 'commander';
import type { Logger } from 'pino';
import { listenAddress, withKey, writeJson, type KeyFlags } from '../command-line.js';
import { examples } from '../examples.js';
import { httpOptions, withHttp, type HttpFlags } from '../http-options.js';
import { interruptible } from '../interruption.js';
import { connect, located, type Connected, type Located } from '../located.js';
import { logged } from '../log/logged.js';
import { logLevelOption, withLogFormat, type LogFlags } from '../log/open-log.js';
import { readableByOthers } from '../node/node-folder.js';
import {
  aggregatorOptions,
  publisherOptions,
  relayOptions,
  withAggregator,
  withPublisher,
  withRelay,
  type AggregatorFlags,
  type PublisherFlags,
  type RelayFlags,
} from './roles.js';

/** Flags of every gateway. */
interface Serving extends Located, HttpFlags, LogFlags {
  readonly bind: ReturnType<typeof listenAddress>;
  readonly logLevel: string;
  readonly json: boolean;
}

/** The ports of the official tools. */
const PORTS = { gateway: 31_415, relay: 57_391 };

/** A command with the flags of `Serving`. */
function serving(name: string, port = PORTS.gateway): Command {
  const command = located(name).addOption(
    new Option('--bind <address>', 'host and port to listen on; port 0 takes a free one')
      .argParser(listenAddress)
      .default({ host: '127.0.0.1', port }, `127.0.0.1:${port}`),
  );
  return withHttp(withLogFormat(command))
    .addOption(logLevelOption())
    .option('--json', 'one JSON object when it listens, for machines', false);
}

/** `haulout aggregator` */
export function aggregatorCommand(): Command {
  return withAggregator(serving('aggregator'))
    .addHelpText(
      'after',
      examples(
        'haulout aggregator',
        'haulout aggregator --bind 0.0.0.0:443 --tls-cert c.pem --tls-key k.pem',
      ),
    )
    .action((flags: Serving & AggregatorFlags) =>
      serve(flags, async () => ({ aggregator: aggregatorOptions(flags) })),
    );
}

/** `haulout publisher` */
export function publisherCommand(): Command {
  return withPublisher(withKey(serving('publisher')))
    .addHelpText(
      'after',
      examples(
        'haulout publisher --max-epochs 5',
        'haulout publisher --jwt-key secret.txt --jwt-lifetime 60s',
      ),
    )
    .action((flags: Serving & PublisherFlags) =>
      serve(flags, async () => ({ publisher: await publisherOptions(flags) })),
    );
}

/** `haulout daemon` */
export function daemonCommand(): Command {
  return withPublisher(withAggregator(withKey(serving('daemon'))))
    .addHelpText('after', examples('haulout daemon --max-epochs 5'))
    .action((flags: Serving & AggregatorFlags & PublisherFlags) =>
      serve(flags, async () => ({
        aggregator: aggregatorOptions(flags),
        publisher: await publisherOptions(flags),
      })),
    );
}

/** `haulout relay` */
export function relayCommand(): Command {
  return withRelay(serving('relay', PORTS.relay))
    .addHelpText(
      'after',
      examples('haulout relay', 'haulout relay --tip-address ADDRESS --tip 1000 --tip-per-kib 40'),
    )
    .action((flags: Serving & RelayFlags) =>
      serve(flags, async ({ client }) => ({ relay: { client, ...relayOptions(flags) } })),
    );
}

/** Flags of any gateway, and where its secrets are. */
type AnyServing = Serving & Partial<KeyFlags> & { readonly jwtKey?: string };

/** The roles that flags ask for. */
type RolesOf = (connected: Connected) => Promise<Pick<GatewayOptions, 'aggregator' | 'publisher' | 'relay'>>;

/** Opens a gateway with some roles, and serves until it is interrupted. */
function serve(flags: AnyServing, rolesOf: RolesOf): Promise<void> {
  return logged({ ...flags, stream: process.stderr }, (logger) =>
    interruptible((interrupted) => runGateway(flags, rolesOf, { logger, interrupted })),
  );
}

async function runGateway(
  flags: AnyServing,
  rolesOf: RolesOf,
  { logger, interrupted }: { readonly logger: Logger; readonly interrupted: Promise<void> },
): Promise<void> {
  const connected = await connect(flags);
  const roles = await rolesOf(connected);
  await warnOfReaders([flags.keystore, flags.jwtKey, flags.tlsKey], logger);
  const { openGateway } = await import('@haulout/gateway');
  const gateway = await openGateway({
    haulout: connected.haulout,
    ...roles,
    ...httpOptions(flags),
    logger,
  });
  try {
    const { url } = await gateway.listen(flags.bind);
    const ready = { kind: 'ready', url, roles: Object.keys(roles) };
    if (flags.json) writeJson(ready);
    logger.info(ready, 'serving; Ctrl-C ends it');
    await interrupted;
  } finally {
    await gateway.close();
  }
}

async function warnOfReaders(files: readonly (string | undefined)[], logger: Logger): Promise<void> {
  for (const file of await readableByOthers(files.filter((name) => name !== undefined)))
    logger.warn({ file }, 'others on this machine can read this key: chmod 600');
}
