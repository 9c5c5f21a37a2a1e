/** All checks of a node, in the order in which one thing depends on another. */
import type { ScrubReport } from '@haulout/node';
import { defaultNodeUrl } from '@haulout/sdk/client';
import { readDeployment } from '../deploy/deployment-file.js';
import { lineOf } from '../error-line.js';
import { isRunning } from '../node/ask-node.js';
import { nodePlaces, readKey, readNodeConfig } from '../node/node-folder.js';
import { openOperated, type Operated, type OperatedContext } from '../node/operated.js';
import { scrubText, UNREAD_ADVICE } from '../node/scrub.js';
import { readScrub } from '../node/status.js';
import { checkOnChain } from './chain-checks.js';
import { findingsOf, type Finding } from './finding.js';
import { checkFullNodes } from './full-nodes.js';
import { checkDisk, checkKeys } from './local-checks.js';
import { checkPort } from './port-check.js';

/**
 * Looks at everything, whether or not the node runs.
 *
 * @param nowMs the clock of this machine
 * @throws NodeFolderError NO_NODE, BAD_FILE; DeployError
 */
export async function examine(flags: Operated, nowMs: () => number): Promise<readonly Finding[]> {
  const config = await readNodeConfig(flags.folder);
  const { rpcUrl } = await readDeployment(config.deployment);
  const urls = (flags.rpc ?? config.rpc ?? rpcUrl ?? '').split(',').filter((url) => url !== '');
  const { findings, isChainThere } = await checkFullNodes(urls, nowMs);
  const { unknown, bad } = findingsOf('chain');
  let context: OperatedContext | undefined;
  let onChain: readonly Finding[] = [unknown('nothing could be read, as no full node answers')];
  if (isChainThere) {
    try {
      context = await openOperated(flags);
      onChain = await checkOnChain(context);
    } catch (error) {
      onChain = [bad(lineOf(error), 'See to this first: nothing more is known about the node')];
    }
  }
  const { keystore } = config;
  return [
    ...findings,
    ...(await checkKeys(flags.folder, { keystore, node: context?.node })),
    await checkDisk(flags.folder),
    ...onChain,
    ...(await checkProcess(flags.folder, context)),
    ...(await checkScrub(flags.folder, nowMs)),
  ];
}

/** What the running node has found when it looked at all that it stores; nothing when none runs. */
async function checkScrub(folder: string, nowMs: () => number): Promise<Finding[]> {
  const report = await readScrub(folder);
  return report === undefined ? [] : [scrubFinding(report, nowMs())];
}

/** What a report says of the disk. Text is as of a time, in ms since 1970. */
export function scrubFinding(report: ScrubReport, nowMs: number): Finding {
  const { good, bad } = findingsOf('scrub');
  const found = scrubText(report, nowMs);
  const isUnread = [report.pass, report.last].some((pass) => pass !== undefined && pass.unread > 0);
  return isUnread ? bad(found, UNREAD_ADVICE) : good(found);
}

/** Whether the node runs, if it should, and is reached. */
async function checkProcess(folder: string, context: OperatedContext | undefined): Promise<Finding[]> {
  const { good, bad, unknown } = findingsOf('process');
  const { control, key, nextKey } = nodePlaces(folder);
  const runs = await isRunning(control);
  const owes = context?.epochs.committee.has(context.node.nodeId) === true;
  const found = runs ? good('the node runs') : unknown('the node does not run');
  const running = !runs && owes ? bad('the node does not run, and has shards', 'haulout node run') : found;
  if (context === undefined) return [running];
  const keys: (Uint8Array | undefined)[] = await Promise.all([readKey(key), readKey(nextKey)]).catch(
    () => [],
  );
  const url = defaultNodeUrl(context.node);
  const known = keys.filter((one): one is Uint8Array => one !== undefined);
  return [running, ...(await checkPort({ url, isRunning: runs, keys: known }))];
}
