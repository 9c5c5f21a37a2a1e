import { shortId } from '../blobs/text.js';
import { count, percent, size, wal } from '../format.js';
import type { NetworkStep } from '../network/options.js';
import { stepText } from '../network/step-text.js';
import type { RoundStep } from '../network/rounds.js';
import type { DemoEvent, DemoResult } from './demo.js';

/** What happened, in a line for people, without the time. */
export function textOf(event: DemoEvent): string {
  switch (event.kind) {
    case 'start':
      return (
        `storing ${event.name} (${size(event.bytes)}) on ${event.nodes} nodes with ${event.shards} shards, ` +
        `seed '${event.seed}'`
      );
    case 'devnet':
    case 'compiling':
    case 'compiled':
    case 'published':
    case 'registered':
    case 'epoch':
      return line(STEP_NAMES[event.kind], stepText(event));
    case 'encoded':
      return line('encoded', `blob id ${event.blobId}, ${size(event.encodedBytes)} on all shards together`);
    case 'stored':
      return line(
        'certified',
        `${event.confirmedShards} of ${event.shards} shards signed; object ${shortId(event.blobObjectId)}, ` +
          `${wal(event.cost)} WAL until epoch ${event.endEpoch}`,
      );
    case 'faults':
      return line(
        'faults',
        `${event.nodes.map((node) => `${node.name} ${node.behaviour}`).join(', ') || 'none'}: ` +
          `${event.shards} of at most ${event.tolerated} faulty shards`,
      );
    case 'read':
      return line('read', `${size(event.bytes)} read back and compared`);
    case 'forgot':
      return line('forgot', `${event.node} loses ${percent(event.fraction * 10_000)} of what it holds`);
    case 'round-step':
      return line(event.step, STEP_TEXTS[event.step](event));
    case 'round':
      return line(
        'round',
        `${count(event.passed, 'node')} of ${event.passed + event.missed.length} pass ` +
          `${event.samples} samples; ${event.missed.join(', ') || 'nobody'} misses`,
      );
    case 'proof':
      return line(
        'proof',
        `${count(event.signers, 'node')} with ${count(event.weight, 'shard')} signed for the others; ` +
          `${count(event.checked, 'happening')} checked`,
      );
    case 'paid':
      return line('paid', `${event.node} loses ${wal(event.amount)} WAL of rewards, to be burned`);
  }
}

type StepOf<Kind> = Extract<DemoEvent, { readonly kind: Kind }>;

/** What has been done in a step of a round. */
const STEP_TEXTS: Readonly<Record<RoundStep, (event: StepOf<'round-step'>) => string>> = {
  open: ({ round }) => `round ${round} opens, and nodes give no slivers`,
  ready: ({ nodes }) => `${count(nodes, 'node')} signed the set of blobs it is about`,
  seed: () => 'the chain draws what each node is asked for',
  answers: ({ nodes }) => `${count(nodes, 'node')} posted a hash over all answers`,
  verdicts: ({ nodes, isDone, checked }) =>
    checked === undefined
      ? `a quorum signed for ${count(nodes, 'node')}${isDone ? '' : ' so far'}`
      : `${count(checked, 'node')} checked the answers of the others`,
};

/** The end of a demo that went well. */
export function resultText({ blobId, bytes, faulty, nodes }: DemoResult): string {
  const read = `read back identical with ${faulty} of ${nodes} nodes faulty`;
  return `demo ok: ${blobId} ${bytes} bytes,\n${' '.repeat(9)}${read}`;
}

const WIDTH = 80;

/** Before what belongs to the line above. */
const INDENT = ' '.repeat(21);

/** What happened after so many ms, in lines of at most 80 columns, as far as its clauses allow. */
export function linesOf(event: DemoEvent, ms: number): string {
  const time = event.kind === 'start' ? '' : `${(ms / 1000).toFixed(1).padStart(6)} s  `;
  const [first = '', ...clauses] = `${time}${textOf(event)}`.split(/(?<=[,;:]) /);
  const lines = [first];
  for (const clause of clauses) {
    const longer = `${lines.at(-1)} ${clause}`;
    if (longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`${INDENT}${clause}`);
  }
  return lines.join('\n');
}

const line = (what: string, text: string) => `${what.padEnd(10)} ${text}`;

/** What a step of the network's start is about. */
const STEP_NAMES: Readonly<Record<NetworkStep['kind'], string>> = {
  devnet: 'devnet',
  compiling: 'compiler',
  compiled: 'compiler',
  published: 'contracts',
  registered: 'nodes',
  epoch: 'epoch',
};
