/** Whether full nodes answer, keep up, and agree with the clock of this machine. */
import { lineOf } from '../error-line.js';
import { span, when } from '../format.js';
import { fullNode } from '../full-node.js';
import { findingsOf, type Finding } from './finding.js';

/** Longest wait for an answer. */
const ANSWER_MS = 10_000;
/** A last checkpoint that is older is that of a full node that does not keep up. */
const BEHIND_MS = 60_000n;
/** Checkpoints behind another full node. */
const BEHIND_CHECKPOINTS = 100n;
/** A clock that differs more is wrong: nodes sign what they say about times. */
const CLOCK_MS = 5_000n;

/** What a full node says of itself. */
interface LastCheckpoint {
  readonly url: string;
  readonly height: bigint;
  /** Ms since 1970, on the chain's clock. */
  readonly timestampMs: bigint;
}

/** Looks at each full node, and compares clocks. */
export async function checkFullNodes(
  urls: readonly string[],
  nowMs: () => number,
): Promise<{ readonly findings: readonly Finding[]; readonly isChainThere: boolean }> {
  const { good, bad } = findingsOf('full node');
  const answers = await Promise.all(urls.map((url) => lastCheckpoint(url).catch(lineOf)));
  const heard = answers.filter((answer) => typeof answer !== 'string');
  const highest = heard.reduce((most, { height }) => (height > most ? height : most), 0n);
  const now = BigInt(nowMs());
  const findings = answers.map((answer, index) => {
    const url = urls[index]!;
    if (typeof answer === 'string') return bad(answer, 'Check that it runs, or name another with --rpc');
    const { height, timestampMs } = answer;
    const behind = highest - height;
    if (behind > BEHIND_CHECKPOINTS)
      return bad(`${url} is ${behind} checkpoints behind another`, 'Wait until it has caught up, or drop it');
    if (now - timestampMs > BEHIND_MS)
      return bad(
        `the last checkpoint of ${url} is ${span(now - timestampMs)} old`,
        'Wait until it has caught up, or name another with --rpc; ' +
          'a haulout network without --epoch stands still',
      );
    return good(`${url} answers, at checkpoint ${height}`);
  });
  return { findings: [...findings, clockOf(heard, now)], isChainThere: heard.length > 0 };
}

function clockOf(heard: readonly LastCheckpoint[], now: bigint): Finding {
  const { good, bad, unknown } = findingsOf('clock');
  if (heard.length === 0) return unknown('there is no chain to compare it with');
  const latest = heard.reduce((most, { timestampMs }) => (timestampMs > most ? timestampMs : most), 0n);
  if (latest - now > CLOCK_MS)
    return bad(`it is ${span(latest - now)} behind that of the chain`, 'Set it: run an NTP client');
  if (now - latest > BEHIND_MS)
    return bad(
      `it is ${span(now - latest)} ahead of the chain, which was at ${when(latest, now)}`,
      'Set it with an NTP client; if it is right, the full node is behind or the chain stands still',
    );
  return good(`it agrees with that of the chain`);
}

async function lastCheckpoint(url: string): Promise<LastCheckpoint> {
  const { response } = await fullNode(url, ANSWER_MS).ledgerService.getServiceInfo({});
  const { checkpointHeight, timestamp } = response;
  if (checkpointHeight === undefined || timestamp === undefined)
    throw new Error('it does not say where the chain stands');
  return {
    url,
    height: checkpointHeight,
    timestampMs: timestamp.seconds * 1000n + BigInt(Math.floor(timestamp.nanos / 1e6)),
  };
}
