import { readSmallFile, writeSmallFile } from '../small-file.js';
import {
  isFinished,
  recordFromJson,
  recordToJson,
  type Deployment,
  type DeploymentRecord,
  type Journal,
} from './deployment.js';
import { DeployError } from './errors.js';

/** Keeps the record of a deployment in a file, which is whole at every moment. */
export function fileJournal(file: string): Journal {
  return {
    load: () => readRecord(file),
    save: (record) => writeSmallFile(file, recordToJson(record)),
  };
}

/**
 * A finished deployment.
 *
 * @throws DeployError NO_FILE, BAD_FILE, UNFINISHED; the system's error when the file cannot be read
 */
export async function readDeployment(file: string): Promise<DeploymentRecord & Deployment> {
  const record = await readRecord(file);
  if (record === undefined) {
    throw new DeployError(
      'NO_FILE',
      `there is no ${file}: haulout deploy writes one, or say where it is with --deployment or HAULOUT_DEPLOYMENT`,
    );
  }
  if (isFinished(record)) return record;
  throw new DeployError(
    'UNFINISHED',
    `the deployment in ${file} has not been finished: run haulout deploy again`,
  );
}

async function readRecord(file: string): Promise<DeploymentRecord | undefined> {
  const text = await readSmallFile(
    file,
    () => new DeployError('BAD_FILE', `${file} is no deployment file: no file of at most 4 MiB`),
  );
  return text === undefined ? undefined : recordFromJson(text, file);
}
