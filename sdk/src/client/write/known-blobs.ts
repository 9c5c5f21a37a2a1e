import { askBlobStatus } from '../../nodes/blob-status.js';
import type { Cancellable, Connection } from '../connection.js';

/**
 * Whether the network seems to have a blob already, from whoever has stored it: its nodes are then asked what
 * they lack before they are sent anything. Only a hint, so it never rejects: nodes that cannot say it are
 * sent everything.
 */
export async function seemsStored(
  connection: Connection,
  { blobId, signal }: { readonly blobId: string } & Cancellable,
): Promise<boolean> {
  try {
    const committee = await connection.committee({ signal });
    const query = { blobId, patient: false, signal };
    return (await askBlobStatus(connection.network, committee, query)).state === 'certified';
  } catch {
    return false;
  }
}
