import { stat } from 'node:fs/promises';
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
  const text = await readSmallFile(
    file,
    () => new DeployError('BAD_FILE', `${file} is no deployment file: no file of at most 4 MiB`),
  );
  return text === undefined ? undefined : recordFromJson(text, file);
}
