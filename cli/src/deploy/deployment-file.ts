import { readSmallFile, writeSmallFile } from '../small-file.js';
import { isFinished, type Deployment, type DeploymentRecord, type Journal } from './deployment.js';
import { badDeploymentFile, DeployError } from './errors.js';
import { recordFromJson, recordToJson } from './record-json.js';

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
    throw new DeployError({
      code: 'NO_FILE',
      message: `there is no deployment file ${file}`,
      values: { file },
      advice: 'haulout deploy writes one; or say with --deployment or HAULOUT_DEPLOYMENT where it is',
    });
  }
  if (isFinished(record)) return record;
  throw new DeployError({
    code: 'UNFINISHED',
    message: `the deployment in ${file} is not finished`,
    values: { file },
    advice: 'Run the same haulout deploy again: it finishes what was interrupted',
  });
}

async function readRecord(file: string): Promise<DeploymentRecord | undefined> {
  const text = await readSmallFile(file, (rule) => badDeploymentFile(file, rule));
  return text === undefined ? undefined : recordFromJson(text, file);
}
