import { open, readFile, rename, stat } from 'node:fs/promises';
import {
  isFinished,
  recordFromJson,
  recordToJson,
  type Deployment,
  type DeploymentRecord,
  type Journal,
} from './deployment.js';
import { DeployError } from './errors.js';

/** Larger files are not read. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** Keeps the record of a deployment in a file, which is whole at every moment. */
export function fileJournal(file: string): Journal {
  return {
    load: () => readRecord(file),
    async save(record) {
      const next = `${file}.next`;
      const handle = await open(next, 'w');
      try {
        await handle.writeFile(recordToJson(record));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(next, file);
    },
  };
}

/**
 * A finished deployment.
 *
 * @throws DeployError BAD_FILE, UNFINISHED; the system's error when there is no such file
 */
export async function readDeployment(file: string): Promise<DeploymentRecord & Deployment> {
  await stat(file);
  const record = (await readRecord(file))!;
  if (isFinished(record)) return record;
  throw new DeployError(
    'UNFINISHED',
    `the deployment in ${file} has not been finished: run haulout deploy again`,
  );
}

async function readRecord(file: string): Promise<DeploymentRecord | undefined> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (!found.isFile() || found.size > MAX_FILE_BYTES)
    throw new DeployError('BAD_FILE', `${file} is no deployment file: no file of at most 4 MiB`);
  return recordFromJson(await readFile(file, 'utf8'), file);
}
