/** Hostile clients, 200 requests at once, until its parent says how to stop: `attacker-child.ts TARGET`. */
import { request, Agent } from 'node:http';
import type { Target } from './node-child.js';

const { url, hostile, uploads } = JSON.parse(process.argv[2]!) as Target;
const AT_ONCE = 200;
const N_SHARDS = 100;
/** An address of its own: the node counts it as another peer than the honest client. */
const agent = new Agent({ keepAlive: true, localAddress: '127.0.0.2', maxSockets: AT_ONCE });
let done = 0;

/** Sends a request; resolves when it is answered or broken off. */
function send(path: string, method = 'GET', body?: { readonly declared: number; readonly sent: number }) {
  return new Promise<void>((resolve) => {
    const headers = body === undefined ? {} : { 'content-length': String(body.declared) };
    const asking = request(url + path, { method, agent, headers });
    const end = () => {
      clearTimeout(timer);
      done++;
      resolve();
    };
    const timer = setTimeout(() => asking.destroy(), 5_000);
    asking.on('response', (answer) => answer.resume().on('close', end));
    asking.on('error', end);
    if (body === undefined) asking.end();
    else asking.write(Buffer.alloc(body.sent));
  });
}

async function attack(who: number): Promise<never> {
  for (let at = who; ; at++) {
    const blob = hostile[at % hostile.length]!;
    const upload = uploads[at % uploads.length]!;
    const kind = at % 10;
    if (kind < 6) {
      await send(`/v1/blobs/${blob}/recoverySymbols?targetSliver=${at % N_SHARDS}&targetType=primary`);
    } else if (kind === 6) await send(`/v1/blobs/${'x'.repeat(5_000)}/slivers/99999999/nothing?${at}`);
    else if (kind === 7) await send('/v1/migrate/sync_shard', 'POST', { declared: 2 ** 40, sent: 1 << 16 });
    else await send(upload.path, 'PUT', { declared: upload.bytes, sent: upload.bytes >> 1 });
  }
}

for (let who = 0; who < AT_ONCE; who++) void attack(who);
process.on('message', () => process.send!(done, () => process.exit()));
