import { SealClient, type KeyServerConfig, type SessionKey } from '@mysten/seal';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { Transaction } from '@mysten/sui/transactions';
import { fromHex } from '@mysten/sui/utils';
import type { Sealing } from '@haulout/sdk/sealed';

/** Seals with Seal: what `policy::seal_approve` of the package approves for this id can be decrypted. */
export function sealWith(options: {
  suiClient: ClientWithCoreApi;
  keyServers: KeyServerConfig[];
  packageId: string;
  id: string; // hex; what it means is up to the package
  sessionKey?: SessionKey; // of whoever reads
}): Sealing {
  const { suiClient, keyServers, packageId, id, sessionKey } = options;
  const seal = new SealClient({ suiClient, serverConfigs: keyServers });
  const threshold = Math.ceil(keyServers.length / 2);
  return {
    async encrypt(data) {
      const { encryptedObject } = await seal.encrypt({ threshold, packageId, id, data });
      return encryptedObject;
    },
    async decrypt(data) {
      if (!sessionKey) throw new Error('there is no session key');
      const transaction = new Transaction();
      const target = `${packageId}::policy::seal_approve`;
      transaction.moveCall({ target, arguments: [transaction.pure.vector('u8', fromHex(id))] });
      const txBytes = await transaction.build({ client: suiClient, onlyTransactionKind: true });
      return seal.decrypt({ data, sessionKey, txBytes });
    },
  };
}
