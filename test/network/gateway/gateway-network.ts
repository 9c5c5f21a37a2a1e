/** A network, and a gateway on it whose requests need no sockets. */
import { openGateway, type Gateway, type GatewayOptions } from '@haulout/gateway';
import type { Network } from 'haulout';
import { openGoldenNetwork } from '../../support/golden-network.js';

export interface GatewayNetwork {
  readonly network: Network;
  /** Opens a gateway, which ends with the network. */
  open(options: Partial<GatewayOptions>): Promise<Gateway>;
  stop(): Promise<void>;
}

export async function openGatewayNetwork(): Promise<GatewayNetwork> {
  const client = { settings: { uploadGraceMs: 60_000 } };
  const network = await openGoldenNetwork({ nodes: 4, shards: 10, client });
  const gateways: Gateway[] = [];
  return {
    network,
    async open(options) {
      const gateway = await openGateway({ haulout: network.client.haulout, stopGraceMs: 0, ...options });
      gateways.push(gateway);
      return gateway;
    },
    async stop() {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await network.stop();
    },
  };
}
