/** A line for every command, in an order in which each of them finds what it needs. */
import { join } from 'node:path';
import type { Network } from 'haulout';
import type { StoredBlob } from '@haulout/sdk/client';

/** How a command is run: each way has files, blobs, stake and a node of its own. */
export const WAYS = ['terminal', 'pipes', 'json'] as const;
export type Way = (typeof WAYS)[number];

/** What a command line has at hand. */
export interface Own {
  readonly way: Way;
  /** A file that is not stored yet. */
  readonly file: string;
  /** Blob id of a quilt. */
  readonly quilt: string;
  readonly shared: StoredBlob;
  readonly deletable: StoredBlob;
  readonly burnt: StoredBlob;
  /** The folder of a node. */
  readonly node: string;
  /** Object ids and blob ids that commands have printed last, by the names of these commands. */
  readonly ids: Record<string, string>;
}

/** A command line, and what is so when it has run. */
export interface CommandLine {
  readonly command: string;
  /** What stands behind the command, with spaces between the words. */
  readonly args: (own: Own) => string;
  /** What people are told: on standard output, or on standard error when it fails. */
  readonly says: RegExp;
  /** Ways in which it fails, as the chain or the node refuses it. */
  readonly fails: readonly Way[];
  /** It runs until it is interrupted, which it is after this. */
  readonly until: RegExp | undefined;
  /** Which of the ids that it prints is the one of what it has made. */
  readonly keeps: 'first' | 'last';
  /** Ways that other tests show, as it takes seconds each time. */
  readonly elsewhere: readonly Way[];
  /** What has to be so before. */
  readonly before: (() => void) | undefined;
}

const NOT_AGAIN = { elsewhere: ['pipes', 'json'] } as const;
/** What the chain lets happen once: whoever comes later is told so. */
const ONCE = { fails: ['pipes', 'json'] } as const;
const NEVER = { fails: WAYS } as const;

function line(
  command: string,
  args: string | ((own: Own) => string),
  says: RegExp,
  more: Partial<CommandLine> = {},
): CommandLine {
  return {
    ...{ command, says, args: typeof args === 'string' ? () => args : args },
    ...{ fails: [], until: undefined, keeps: 'first', elsewhere: [], before: undefined },
    ...more,
  };
}

/** @param folder where they run */
export function commandLines({
  network,
  folder,
}: {
  readonly network: () => Network;
  readonly folder: () => string;
}) {
  const nodeId = (): string => network().nodes[0]!.identity.nodeId;
  const other = (): string => join(folder(), 'other.json');
  const DAY_MS = 86_400_000n;
  const day = { before: () => network().devnet.advanceClock(DAY_MS) };
  const server = { until: /Ctrl-C/ };
  const anyPort = '--bind 127.0.0.1:0';
  const node = (own: Own): string => `--folder ${own.node}`;
  const pool = (own: Own): string => own.ids['pool create']!;
  return [
    line('demo', '--nodes 4 --shards 8', /demo ok/, NOT_AGAIN),
    line('network', '--nodes 4 --shards 10', /HAULOUT_DEPLOYMENT/, { until: /Ctrl-C/, ...NOT_AGAIN }),
    line(
      'deploy',
      () => `--rpc ${network().rpcUrl} -o ${other()} --shards 10 --exchange`,
      /publish-wal: done/,
    ),
    line('get-wal', () => `--sui 1 --deployment ${other()}`, /has\s+[\d,.]+ WAL/),

    line('store', ({ file }) => `${file} --epochs 3`, /^[\w-]{43}\r?$/m),
    line('blob-id', ({ file }) => file, /^[\w-]{43}\r?$/m),
    line('resume', ({ file }) => file, /^[\w-]{43}\r?$/m),
    line('read', ({ shared }) => shared.blobId, /shared of /, { elsewhere: ['json'] }),
    line('read', ({ shared, way }) => `${shared.blobId} -o ${way}-copy`, /^/),
    line('files', ({ quilt }) => quilt, /[\w-]{50} a\.txt/),
    line('status', ({ shared }) => shared.blobId, /certified/),
    line('check', ({ shared }) => `${shared.blobId} --chance 1e-6`, /./),
    line('convert-blob-id', ({ shared }) => shared.blobId, /^\d+\r?$/m),
    line('list', '', /object 0x/),
    line('attributes set', ({ shared }) => `${shared.blobObjectId} a=b`, /has 1 attribute/),
    line('attributes get', ({ shared }) => shared.blobObjectId, /a=b/),
    line('attributes remove', ({ shared }) => `${shared.blobObjectId} a`, /has 0 attributes/),
    line('extend', ({ shared }) => `${shared.blobObjectId} --epochs 1`, /epoch \d/),
    line('renew', ({ shared }) => `${shared.blobObjectId} --epochs 6 --budget 2.5`, /1 blob until epoch/),
    line('share', ({ shared }) => `${shared.blobObjectId} --wal 0.5`, /0x/, { keeps: 'last' }),
    line('fund', ({ ids }) => `${ids['share']} 0.5`, /1 WAL are in it/),
    line('burn', ({ burnt }) => burnt.blobObjectId, /1 blob object destroyed/),
    line('delete', ({ deletable }) => deletable.blobObjectId, /^deleted; .* are yours to use again/m),
    line('storage list', '', /0x/),

    line('pool create', '--size 2MiB --epochs 2', /room/),
    line('pool list', '', /pool +0x/),
    line('pool store', (own) => `${pool(own)} ${own.file}`, /^[\w-]{43}\r?$/m),
    line('pool show', pool, /room/),
    line('pool extend', (own) => `${pool(own)} --epochs 1`, /until +epoch/),
    line('pool grow', (own) => `${pool(own)} --size 1MiB`, /of 3 MiB/),
    line('pool shrink', (own) => `${pool(own)} --size 1MiB`, /1 MiB taken out/),
    line('pool delete', (own) => `${pool(own)} ${own.shared.blobId}`, /in pool/, NEVER),
    line('pool delete', (own) => `${pool(own)} ${own.ids['blob-id']}`, /blobs +0/),
    line('pool destroy', pool, /given up/),

    line('aggregator', anyPort, /serving/, server),
    line('publisher', `${anyPort} --max-epochs 5`, /serving/, server),
    line('daemon', `${anyPort} --max-epochs 5`, /serving/, server),
    line('relay', anyPort, /serving/, server),

    line('info', '', /largest blob/),
    line('committee', '', /shards/),
    line('health', nodeId, /./),

    line('stake add', () => `${nodeId()} 1000`, /0x/),
    line('stake list', '', /amount/),
    line('stake split', ({ ids }) => `${ids['stake add']} 400.5`, /0x/, { keeps: 'last' }),
    line('stake join', ({ ids }) => `${ids['stake add']} ${ids['stake split']}`, /0x/),
    line('stake withdraw', ({ ids }) => ids['stake add']!, /1,000 WAL to/),
    line('stake add', () => `${nodeId()} 1000`, /0x/),

    line(
      'node register',
      (own) =>
        `${node(own)} --keystore ${own.way}.key --name walrus-7 ` +
        '--public-address node.example:443 --listen 127.0.0.1:0',
      /0x/,
    ),
    line('node status', node, /walrus-7/),
    line('node doctor', node, /things? (is|are) bad/, NEVER),
    line('node set', (own) => `${node(own)} --commission 500 --storage-price 90000`, /changed in/),
    line('node rotate-key', node, /key [0-9a-f]{16}\.\.\./),
    line('node collect-commission', node, /nothing to collect/),
    line('node vote-upgrade', (own) => `${'ab'.repeat(32)} ${node(own)}`, /not in the committee/, NEVER),
    line('node authorize', (own) => `${node(own)} --upgrades 0x${'5'.repeat(64)}`, /votes for\s+upgrades/),
    line('node run', (own) => `${node(own)} --max-store 2TiB --collect-from 100`, /walrus-7 runs/, server),
    line('node scrub', node, /nothing is stored yet/),
    line('node repair', node, /./),
    line('node declare-lost', (own) => `all ${node(own)}`, /not in\s+the\s+committee/, NEVER),
    line('node restore', node, /not in\s+the\s+committee/, NEVER),
    line('node backup', (own) => `${own.way}-backup ${node(own)}`, /has keys and settings/),
    line('node restore-backup', ({ way }) => `${way}-backup --folder ${way}-again`, /has keys and settings/),
    line('node leave', node, /keep it running|withdraw/),
    line('node remove', node, /is gone/),

    line('round status', '', /./),
    line('round open', '', /slot|round/, ONCE),
    line('round settle', '', /nothing is left to settle/),
    line('epoch status', '', /candidates/),
    line('epoch end-voting', '', /is settled|ETooEarly|voting/, { ...ONCE, ...day }),
    line('epoch advance', '', /epoch 2 has begun|E[A-Z]\w+/, { ...ONCE, ...day }),
    line('stake request-withdraw', ({ ids }) => ids['stake add']!, /free from epoch/),

    line('explain blob', ({ shared, way }) => `${shared.blobId} --export ${way}.story`, /events/),
    line('explain node', nodeId, /events/),
    line('explain epoch', '1', /events/),
    line('verify', ({ way }) => `${way}.story`, /holds/),

    line('move build', 'counter', /built counter/),
    line('move test', 'counter', /Test result: OK/, NOT_AGAIN),

    line(
      'context add',
      ({ way }) => `${way} --deployment deployment.json --keystore wallet`,
      /is in use|is kept/,
    ),
    line('context list', '', /deployment\.json/),
    line('context use', ({ way }) => way, /is in use/),
    line('context remove', ({ way }) => way, /is forgotten/),
    line('completion', 'bash', /complete/),
    line('complete', '-- sto', /store/),
  ];
}
