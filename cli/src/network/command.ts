import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvalidArgument } from '@haulout/sdk/base';
import { Command } from 'commander';
import type { Logger } from 'pino';
import { duration, wholeNumber } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { interruptible } from '../interruption.js';
import { logged } from '../log/logged.js';
import { isForMachines, withLogFormat, type LogFlags } from '../log/open-log.js';
import { facts, inColour, type Fact } from '../table.js';
import { fileJournal } from '../deploy/deployment-file.js';
import { extrasOption } from '../deploy/extras-option.js';
import type { ExtraPackage } from '../deploy/package-names.js';
import { writeKeystore } from '../deploy/keystore.js';
import { readKeptNetwork } from './kept-network.js';
import type { Network } from './network.js';
import { stepText } from './step-text.js';
import { letTimePass, type PassingTime, type TimeOptions } from './passing-time.js';

interface Flags extends LogFlags {
  readonly folder?: string;
  readonly nodes?: number;
  readonly shards?: number;
  readonly seed?: string;
  readonly port: number;
  readonly epoch?: bigint;
  readonly with?: readonly ExtraPackage[];
  readonly json: boolean;
}

/** As many shards as Walrus's own networks have: they take the largest blobs and quilts that there are. */
const defaults = { nodes: 4, shards: 1000 };

/** Nodes look after their blobs in the background so often. */
const DUTY_PAUSE_MS = 2_000;

/** `haulout network` */
export function networkCommand(): Command {
  return withLogFormat(new Command('network'))
    .option('--folder <path>', 'keep the network there, and start it again from there (default: forget it)')
    .option('--nodes <n>', `storage nodes (default: ${defaults.nodes})`, wholeNumber(4, 150))
    .option(
      '--shards <n>',
      `shards, at least one for each node (default: ${defaults.shards})`,
      wholeNumber(4, 1000),
    )
    .option('--seed <text>', 'decides every key and id (default: "haulout")')
    .option('--port <n>', 'port of the RPC; 0 takes a free one', wholeNumber(0, 65535), 0)
    .option(
      '--epoch <duration>',
      'let time pass, with epochs of this length (default: time stands still)',
      duration,
    )
    .addOption(extrasOption())
    .option('--json', 'the same as --log-format json', false)
    .addHelpText(
      'after',
      examples('haulout network', 'haulout network --epoch 10m --folder my-network --port 9000'),
    )
    .action((flags: Flags) => {
      const target = {
        logFormat: flags.json ? ('json' as const) : flags.logFormat,
        logLevel: 'info',
        stream: process.stdout,
      };
      const machines = isForMachines(target);
      return logged(target, (logger) =>
        interruptible((interrupted) => runNetwork(flags, { logger, machines, interrupted })),
      );
    });
}

async function runNetwork(
  flags: Flags,
  {
    logger,
    machines,
    interrupted,
  }: { readonly logger: Logger; readonly machines: boolean; readonly interrupted: Promise<void> },
): Promise<void> {
  const kept = flags.folder === undefined ? undefined : await readKeptNetwork(flags.folder);
  const options = kept === undefined ? { ...defaults, ...flags } : flags;
  const { nodes, shards } = { ...defaults, ...options };
  if (kept === undefined && shards < nodes) {
    throw new InvalidArgument(`${shards} shards are fewer than ${nodes} nodes`);
  }
  const folder = flags.folder ?? (await mkdtemp(join(tmpdir(), 'haulout-files-')));
  let network: Network | undefined;
  let time: PassingTime | undefined;
  try {
    const networks = await import('./network.js');
    network = await networks.Network.start({
      ...options,
      rpcPort: flags.port,
      epochMs: flags.epoch,
      timestampMs: Date.now(),
      exchange: true,
      extras: flags.with,
      dutyPauseMs: DUTY_PAUSE_MS,
      onStep: machines ? undefined : (step) => console.error(stepText(step)),
    });
    if (flags.epoch !== undefined) time = letTimePass(network, reporter(logger));
    const ready = await describe(network, folder);
    if (machines) logger.info(ready, 'the network is ready');
    else console.log(textOf(ready, flags.folder));
    await interrupted;
  } finally {
    await time?.stop();
    await network?.stop();
    if (flags.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** What clients need; the files hold the same for commands. */
async function describe(network: Network, folder: string) {
  const { deployment, wallet, devnet, client } = network;
  const rpcUrl = network.rpcUrl!;
  const deploymentFile = resolve(folder, 'deployment.json');
  const keystore = resolve(folder, 'wallet.keystore');
  await fileJournal(deploymentFile).save({ ...deployment, rpcUrl });
  await writeKeystore(keystore, [wallet]);
  const { epoch } = await client.haulout.stakingState();
  return {
    kind: 'ready',
    rpcUrl,
    chain: devnet.ledger.chainIdentifier,
    epoch,
    systemObjectId: deployment.systemObjectId,
    stakingObjectId: deployment.stakingObjectId,
    packageId: deployment.packageId,
    walType: deployment.walType,
    exchangePackageId: deployment.exchangePackageId,
    exchangeObjectId: deployment.exchangeObjectId,
    bucketPackageId: deployment.bucketPackageId,
    subsidiesPackageId: deployment.subsidiesPackageId,
    walrusSubsidiesPackageId: deployment.walrusSubsidiesPackageId,
    walrusSubsidiesObjectId: deployment.walrusSubsidiesObjectId,
    faucetUrl: `${rpcUrl}/v2/gas`,
    wallet: { address: wallet.toSuiAddress(), secretKey: wallet.getSecretKey() },
    nodes: network.nodes.map(({ front, identity }) => ({
      name: identity.name,
      nodeId: identity.nodeId,
      url: front.url,
    })),
    deployment: deploymentFile,
    keystore,
  };
}

const EXTRA_FACTS = [
  ['bucket', 'bucketPackageId'],
  ['rebates', 'subsidiesPackageId'],
  ['subsidies', 'walrusSubsidiesPackageId'],
  ['their pool', 'walrusSubsidiesObjectId'],
] as const;

/** What a person wants to know, for a terminal of 80 columns. */
function textOf(ready: Awaited<ReturnType<typeof describe>>, folder: string | undefined): string {
  const { nodes, epoch, deployment, keystore } = ready;
  const end = folder === undefined ? 'and forgets it' : `it, and --folder ${folder} starts it again`;
  const list: Fact[] = [
    ['RPC', `${ready.rpcUrl} (gRPC-web)`],
    ['System', ready.systemObjectId],
    ['Staking', ready.stakingObjectId],
    ['package', ready.packageId],
    ['WAL type', ready.walType],
    ['exchange', ready.exchangeObjectId!],
    ...EXTRA_FACTS.flatMap(([name, id]): Fact[] => {
      const value = ready[id];
      return value === undefined ? [] : [[name, value]];
    }),
    ['faucet', `${ready.faucetUrl} (SUI)`],
    ['wallet', ready.wallet.address],
    ['test key', ready.wallet.secretKey],
    ...nodes.map(({ name, url }): Fact => [name, url]),
  ];
  return [
    `A storage network of ${count(nodes.length, 'node')} is ready, in epoch ${epoch}.`,
    `Ctrl-C stops ${end}.`,
    '',
    facts(list, inColour()),
    '',
    'Try it from another terminal:',
    `  export HAULOUT_DEPLOYMENT=${deployment}`,
    `  export HAULOUT_KEYSTORE=${keystore}`,
    '  npx haulout store FILE',
    '  npx haulout read BLOB_ID -o COPY',
    '  npx haulout get-wal --sui 100',
  ].join('\n');
}

/** Tells of epochs, and of trouble once while it is the same. */
function reporter(logger: Logger): TimeOptions {
  let last: string | undefined;
  return {
    onEpoch(epoch) {
      last = undefined;
      logger.info({ kind: 'epoch', epoch }, 'an epoch has begun');
    },
    onRound({ number, members }) {
      const passed = members.filter(({ verdict }) => verdict === 'passed').length;
      const others = members
        .filter(({ verdict }) => verdict !== 'passed')
        .map(({ nodeId, verdict }) => ({ nodeId, verdict }));
      logger.info(
        { kind: 'round', round: number, passed, others },
        'a round of storage challenges is decided',
      );
    },
    onTrouble(error) {
      const text = String(error);
      if (text !== last) logger.warn({ kind: 'trouble', err: error }, 'a step failed; it is tried again');
      last = text;
    },
  };
}
