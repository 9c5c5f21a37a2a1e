import type { HauloutClient } from '../client/index.js';
import { connectionOf } from '../client/connection.js';
import { quiltOf, withFiles, type StoredFiles } from '../client/quilt/store-files.js';
import type { StoredBlob } from '../client/write/store-options.js';
import type { ResumedFilesFlow, ResumedFlow, StoreFilesFlowOptions, StoreFlowOptions } from './options.js';
import { checkState, newState } from './state.js';
import { StoreFlow } from './store-flow.js';

/**
 * Begins to store a blob with a wallet that signs elsewhere, or goes on with what was begun before.
 *
 * @throws InvalidArgument for a state that no flow has had; EncodingError `INVALID_BLOB_ID`
 * @example
 * const flow = storeFlow(client.haulout, { bytes, epochs: 3, deletable: true, sender });
 * // after a reload:
 * const same = storeFlow(client.haulout, { state: JSON.parse(saved), bytes });
 */
export function storeFlow(client: HauloutClient, options: StoreFlowOptions | ResumedFlow): StoreFlow {
  const state = 'state' in options ? checkState(options.state) : newState(options);
  const { bytes, signal, onProgress, onState } = options;
  const attributes = state.attributes && new Map(state.attributes);
  const load = bytes && (async () => ({ bytes, attributes }));
  const content = { load, result: (stored: StoredBlob) => stored };
  return new StoreFlow(connectionOf(client), state, { signal, onProgress, onState, content });
}

/**
 * Begins to store files as one blob, or goes on with what was begun before; as `storeFlow`.
 *
 * @throws as `storeFlow`
 * @example
 * const files = [{ identifier: 'logo.svg', bytes }];
 * const flow = storeFilesFlow(client.haulout, { files, epochs: 3, deletable: true, sender });
 */
export function storeFilesFlow(
  client: HauloutClient,
  options: StoreFilesFlowOptions | ResumedFilesFlow,
): StoreFlow<StoredFiles> {
  const state = 'state' in options ? checkState(options.state) : newState(options);
  const connection = connectionOf(client);
  const { files, signal, onProgress, onState } = options;
  const given = state.attributes && new Map(state.attributes);
  const load = async () => {
    const { patches, ...quilt } = await quiltOf(connection, { files: files!, attributes: given, signal });
    return { ...quilt, files: patches.map(({ tags, ...patch }) => ({ ...patch, tags: [...tags] })) };
  };
  return new StoreFlow(connection, state, {
    signal,
    onProgress,
    onState,
    content: {
      load: files && load,
      result(stored, { files: flowFiles = [] }) {
        const patches = flowFiles.map(({ tags, ...patch }) => ({ ...patch, tags: new Map(tags) }));
        return withFiles(stored, patches);
      },
    },
  });
}
