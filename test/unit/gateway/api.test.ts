/** The OpenAPI document: valid, and about the paths that are there, for every set of roles. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openGateway } from '@haulout/gateway';
import { haulout } from '@haulout/sdk/client';

const client = new SuiGrpcClient({ network: 'testnet', baseUrl: 'http://127.0.0.1:1' });
const network = client.$extend(haulout({ systemObjectId: '0x1', stakingObjectId: '0x2' }));
const roles = {
  aggregator: {},
  publisher: { signers: [new Ed25519Keypair()] },
  relay: { client },
};

test.each([['aggregator'], ['publisher'], ['relay'], ['aggregator', 'publisher', 'relay']] as const)(
  'of %s %s %s names every path and method, and no other',
  async (...names) => {
    const some = Object.fromEntries(names.filter(Boolean).map((name) => [name, roles[name]]));
    const gateway = await openGateway({ haulout: network.haulout, ...some });
    try {
      const document = (await gateway.inject('/v1/api')).json() as { paths: Record<string, object> };
      assert.deepEqual(await new Validator().validate(structuredClone(document)), { valid: true });
      let operations = 0;
      for (const [path, item] of Object.entries(document.paths))
        for (const method of Object.keys(item)) {
          operations++;
          const url = path.replaceAll(/\{\w+\}/g, 'x');
          const answer = await gateway.inject({ method: method.toUpperCase() as 'GET', url });
          assert.notEqual(answer.statusCode, 404, `${method} ${path} is not there`);
        }
      assert.equal(operations, gateway.routes().length, 'as many operations as routes');
    } finally {
      await gateway.close();
    }
  },
);

test('a gateway without a role does not open', async () => {
  await assert.rejects(openGateway({ haulout: network.haulout }), { code: 'INVALID_ARGUMENT' });
});
