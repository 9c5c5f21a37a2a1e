import type { Command } from 'commander';
import type { EndedScrubPass, ScrubReport } from '@haulout/node';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { seconds, size, when } from '../format.js';
import { askNode } from './ask-node.js';
import type { ControlLine } from './control.js';
import { nodePlaces } from './node-folder.js';
import { openOperated, operated, type Operated } from './operated.js';
import { keyInForce, secretKeyOf } from './key-in-force.js';
import { nodeOptions } from './own-node.js';

/** `haulout node scrub` */
export function scrubCommand(): Command {
  return operated('scrub', 'read and verify all that the node stores, now, whether or not it runs')
    .addHelpText('after', examples('haulout node scrub'))
    .action(async (flags: Operated) => {
      const running = await askNode(nodePlaces(flags.folder).control, 'scrub');
      let told = 0;
      for await (const line of running ?? scrubHere(flags)) {
        if ('report' in line && !flags.json) told = tellProgress(line.report, told);
        if (!('ended' in line)) continue;
        if (flags.json) writeJson({ kind: 'scrubbed', isRunning: running !== undefined, ...line.ended });
        else console.log(endedText(line.ended, running !== undefined));
      }
    });
}

/** What the last pass over everything has shown, and how far the next one is. */
export function scrubText({ last, pass, storedBytes }: ScrubReport, nowMs: number): string {
  const next = pass === undefined ? '' : `${shareOf(pass.bytes, storedBytes)} % of `;
  if (last === undefined) return next === '' ? 'not begun' : `${next}the first pass`;
  const { entries, bytes, endedMs } = last;
  const found = faultsOf(last).join(', ') || 'all right';
  return `${when(BigInt(endedMs), BigInt(nowMs))}: ${entriesText(entries)}, ${size(bytes)}, ${found}`;
}

/** Opens the node, without its duties, for a pass. */
async function* scrubHere(flags: Operated): AsyncGenerator<ControlLine> {
  const context = await openOperated(flags);
  const { openStorageNode } = await import('@haulout/node');
  const { publicKey } = await keyInForce(context);
  const secretKey = await secretKeyOf(publicKey, flags.folder);
  const node = await openStorageNode({ ...(await nodeOptions(context, flags.folder)), secretKey });
  try {
    const ended = node.scrub.run();
    for (let isOver = false; !isOver;) {
      isOver = await Promise.race([ended.then(() => true), pause()]);
      if (!isOver) yield { report: node.scrub.report() };
    }
    yield { ended: await ended };
  } finally {
    await node.close();
  }
}

const pause = () => new Promise<false>((resolve) => setTimeout(resolve, 250, false));

/** Tells of each tenth once. Resolves to the percentage that was told. */
function tellProgress({ pass, storedBytes }: ScrubReport, told: number): number {
  if (pass === undefined) return told;
  const share = Math.floor(shareOf(pass.bytes, storedBytes) / 10) * 10;
  if (share <= told) return told;
  const { entries, bytes } = pass;
  const found = [entriesText(entries), size(bytes), ...faultsOf(pass)];
  console.error(`${share} %: ${found.join(', ')}`);
  return share;
}

function endedText(ended: EndedScrubPass, isRunning: boolean): string {
  const { entries, bytes, rotten, unread, beganMs, endedMs } = ended;
  const looked = `read ${entriesText(entries)}, ${size(bytes)}, in ${seconds(endedMs - beganMs)}`;
  const when = isRunning ? '' : ' when it runs';
  const faults = [
    ...(rotten > 0
      ? [`${rotten.toLocaleString('en-US')} had rotten: the node brings back what it owes${when}`]
      : []),
    ...(unread > 0 ? [`${entriesText(unread)} could not be read. ${UNREAD_ADVICE}`] : []),
  ];
  if (entries === 0 && faults.length === 0) return 'nothing is stored yet';
  return faults.length === 0 ? `${looked}: all are right` : [looked, ...faults].join('\n');
}

/** What to do about a disk that does not give what is on it. */
export const UNREAD_ADVICE = 'See to the disk; haulout node repair takes out what cannot be read';

function faultsOf({ rotten, unread }: Pick<EndedScrubPass, 'rotten' | 'unread'>): string[] {
  return [
    ...(rotten > 0 ? [`${rotten.toLocaleString('en-US')} rotten`] : []),
    ...(unread > 0 ? [`${unread.toLocaleString('en-US')} unread`] : []),
  ];
}

const entriesText = (entries: number): string =>
  `${entries.toLocaleString('en-US')} ${entries === 1 ? 'entry' : 'entries'}`;

const shareOf = (bytes: number, storedBytes: number): number =>
  storedBytes === 0 ? 100 : Math.min(100, Math.floor((100 * bytes) / storedBytes));
