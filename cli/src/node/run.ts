import { defaultNodeUrl } from '@haulout/sdk/client';
import { createOperatorRunner, type EvidenceIds, type OperatorOutcome } from '@haulout/sdk/operator';
import { InvalidArgumentError, type Command } from 'commander';
import type { Logger } from 'pino';
import { printable } from '../blobs/text.js';
import { byteSize, duration, fileName, walAmount, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { httpOptions, withHttp, type HttpFlags } from '../http-options.js';
import { interruptible } from '../interruption.js';
import { logged } from '../log/logged.js';
import { logLevelOption, withLogFormat, type LogFlags } from '../log/open-log.js';
import { openBlockList, type BlockList } from './block-list.js';
import { serveControl } from './control.js';
import { keyInForce, secretKeyOf } from './key-in-force.js';
import { nodePlaces, readableByOthers } from './node-folder.js';
import { openOperated, operated, type Operated, type OperatedContext } from './operated.js';
import { nodeOptions } from './own-node.js';
import { openRunningNode, type RunningNode } from './running-node.js';
import { withVotes, type VoteFlags } from './votes.js';
import { whenChainAnswers } from './wait-for-chain.js';

interface Flags extends Operated, VoteFlags, LogFlags, HttpFlags {
  readonly collectFrom?: bigint;
  readonly maxStore?: bigint;
  readonly blockList?: string;
  readonly every?: bigint;
  readonly scrub?: bigint;
  readonly logLevel: string;
}

const defaultPauseMs = 5_000n;

/** A node that looks without a pause would do nothing else. */
function somePause(text: string): bigint {
  const ms = duration(text);
  if (ms > 0n) return ms;
  throw new InvalidArgumentError(`'${text}' is not longer than no time: give a duration such as 5s.`);
}

/** `haulout node run` */
export function runCommand(): Command {
  const command = operated('run', 'run the node and its duties on chain, until interrupted');
  return withHttp(withLogFormat(withVotes(command, { what: 'vote to keep' })))
    .option(
      '--collect-from <wal>',
      'take the commission out whenever it has reached this much WAL',
      walAmount,
    )
    .option('--max-store <size>', 'most bytes to keep on disk, as 2TiB (default: no limit)', byteSize)
    .option('--block-list <file>', 'blobs not to serve: a blob id on each line, # comments', fileName)
    .option('--every <duration>', 'how often to look at the chain (default: 5s)', somePause)
    .option('--scrub <duration>', 'time for one look at all that is stored (default: 14d)', somePause)
    .addOption(logLevelOption())
    .addHelpText(
      'after',
      examples(
        'haulout node run --max-store 2TiB --collect-from 100',
        'haulout node run --block-list blocked.txt',
      ),
    )
    .action((flags: Flags) =>
      logged({ ...flags, stream: process.stderr }, (logger) =>
        interruptible((interrupted) => runNode(flags, { logger, interrupted })),
      ),
    );
}

async function runNode(
  flags: Flags,
  { logger, interrupted: asked }: { readonly logger: Logger; readonly interrupted: Promise<void> },
): Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const interrupted = asked.then(() => stopping.abort(new Error('the node is told to stop')));
  const patience = { logger, signal };
  const context = await whenChainAnswers(() => openOperated(flags, signal), patience);
  if (context === undefined) return;
  const { key, nextKey, tls, control } = nodePlaces(flags.folder);
  for (const file of await readableByOthers([key, nextKey, tls, context.config.keystore]))
    logger.warn({ file }, 'others on this machine can read this key: chmod 600');
  const address = printable(context.node.networkAddress);
  if (flags.tlsCert !== undefined && defaultNodeUrl(context.node).startsWith('http:'))
    logger.warn({ address }, 'clients speak plain HTTP to an address of this machine, and the node TLS');
  const blockList = flags.blockList === undefined ? undefined : openBlockList(flags.blockList, logger);
  const start = (): Promise<RunningNode> => startNode(context, { flags, logger, blockList });
  const running = await whenChainAnswers(start, patience);
  if (running === undefined) return;
  const endControl = await serveControl(control, () => running.scrub, logger);
  const runner = operatorRunner(context, { running, flags, logger });
  const operating = runner.run(signal);
  const { nodeId, name } = context.config;
  const ready = { kind: 'ready', nodeId, url: running.url };
  if (flags.json) writeJson({ ...ready, name });
  logger.info(ready, `${printable(name)} runs; Ctrl-C ends it`);
  await interrupted;
  await endControl();
  await operating;
  await running.close();
}

async function startNode(
  context: OperatedContext,
  {
    flags,
    logger,
    blockList,
  }: { readonly flags: Flags; readonly logger: Logger; readonly blockList: BlockList | undefined },
): Promise<RunningNode> {
  const { client, record, signer, config } = context;
  const { capId, host } = config;
  const { systemObjectId, stakingObjectId, evidencePackageId } = record;
  // Port 0 takes a free one, which the node keeps when it is opened anew.
  let { port } = config;
  const own = await nodeOptions(context, flags.folder);
  const { openStorageNode } = await import('@haulout/node');
  return openRunningNode({
    logger,
    keyInForce: () => keyInForce(context),
    secretKeyOf: (publicKey) => secretKeyOf(publicKey, flags.folder),
    async open(secretKey) {
      const node = await openStorageNode({
        ...own,
        secretKey,
        capacityBytes: flags.maxStore === undefined ? undefined : Number(flags.maxStore),
        isBlocked: blockList?.has,
        blockedBlobs: blockList?.blobIds,
        ...httpOptions(flags),
        operator: { client, signer, systemObjectId },
        challenges: {
          ...{ client, systemObjectId, stakingObjectId, evidencePackageId, ...evidenceOf(context) },
          poster: { capId, signer },
        },
        dutyPauseMs: Number(flags.every ?? defaultPauseMs),
        scrubMs: flags.scrub === undefined ? undefined : Number(flags.scrub),
        logger,
      });
      try {
        const { url, port: taken } = await node.listen({ host, port });
        port = taken;
        return { url, duties: node.duties, scrub: node.scrub, close: () => node.close() };
      } catch (error) {
        await node.close();
        throw error;
      }
    },
  });
}

function operatorRunner(
  context: OperatedContext,
  {
    running,
    flags,
    logger,
  }: { readonly running: RunningNode; readonly flags: Flags; readonly logger: Logger },
) {
  const { client, haulout, record, signer, owner, config } = context;
  const { systemObjectId, stakingObjectId, treasuryObjectId, walrusSubsidiesObjectId } = record;
  const { storagePrice, writePrice, capacity: nodeCapacity, collectFrom } = flags;
  return createOperatorRunner({
    client,
    systemObjectId,
    stakingObjectId,
    capId: config.capId,
    sender: owner,
    send: (what, transaction, signal) => haulout.execute({ what, transaction, signer, signal }),
    node: {
      async handOver(epoch) {
        // A new key counts from the beginning of an epoch on, which is when this is asked first.
        return (await running.withKeyInForce()).handOver(epoch);
      },
    },
    evidence: evidenceOf(context),
    treasuryObjectId,
    subsidiesObjectId: walrusSubsidiesObjectId,
    wishes: { votes: { storagePrice, writePrice, nodeCapacity }, collectFrom },
    pauseMs: Number(flags.every ?? defaultPauseMs),
    onOutcome: (outcome) => logOutcome(logger, outcome),
    onTrouble: (error) => logger.warn({ err: error }, 'the chain could not be read'),
  });
}

function evidenceOf({ record }: OperatedContext): EvidenceIds {
  const { evidenceObjectId, recordsObjectId } = record;
  return { evidenceObjectId, recordsObjectId };
}

function logOutcome(logger: Logger, { duty, kind, error }: OperatorOutcome): void {
  const { kind: what, ...about } = duty;
  const facts = { duty: what, ...about };
  if (kind === 'failed') logger.error({ ...facts, err: error }, 'a duty on chain failed; it is tried again');
  else if (kind === 'done') logger.info(facts, 'a duty on chain is done');
  else logger.debug(facts, kind);
}
