import { storeFlow } from '@haulout/sdk/flows';
import { Network } from 'haulout';

const network = await Network.start({ nodes: 4, shards: 10 });
const { client, wallet: signer } = network;
const bytes = crypto.getRandomValues(new Uint8Array(20_000));
const sender = signer.toSuiAddress();

let saved = ''; // a page saves it in localStorage
const onState = (state: object) => (saved = JSON.stringify(state));
const flow = storeFlow(client.haulout, { bytes, epochs: 3, deletable: true, sender, onState });
const register = await flow.next(); // encodes
if (register.kind !== 'sign') throw new Error('it was stored before');
// A wallet signs and executes it after a click; here the client does both.
const { digest } = await client.haulout.execute({ ...register, signer });
await flow.next({ digest }); // uploads

// The page is reloaded. What nodes have need not be given again.
const resumed = storeFlow(client.haulout, { state: JSON.parse(saved) });
let step = await resumed.next();
while (step.kind === 'sign') {
  console.log(step.what);
  const executed = await client.haulout.execute({ ...step, signer });
  step = await resumed.next({ digest: executed.digest });
}
console.log((await client.haulout.read(step.stored)).length);

await network.stop();
