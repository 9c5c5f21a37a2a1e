import { SuiGrpcClient } from '@mysten/sui/grpc';
import { haulout } from '@haulout/sdk/client';

export const client = new SuiGrpcClient({
  network: 'testnet',
  baseUrl: 'https://your-fullnode.example:443',
}).$extend(haulout({ systemObjectId: '0x...', stakingObjectId: '0x...' }));
