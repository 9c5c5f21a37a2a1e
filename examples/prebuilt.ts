import { Devnet } from '@haulout/devnet';
import { compilePackage } from '@haulout/devnet/compiler';

await compilePackage({ directory: 'move/counter' }, { cache: 'move/prebuilt' }); // when you build

const devnet = await Devnet.start({ seed: 'my test' });
await devnet.publish('move/counter', { prebuilt: 'move/prebuilt' }); // compiles nothing
