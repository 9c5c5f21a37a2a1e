import { HauloutError } from '@haulout/sdk/base';

/** Stable codes of {@link DeployError}. */
export type DeployErrorCode =
  /** There is no such file. */
  | 'NO_FILE'
  /** The file is there and is no deployment file, or says what cannot be. */
  | 'BAD_FILE'
  /** The file holds a deployment on another chain, of another publisher, or with other parameters. */
  | 'OTHER_DEPLOYMENT'
  /** The deployment in the file has not been finished. */
  | 'UNFINISHED'
  /** WAL was asked for where no exchange was deployed. */
  | 'NO_EXCHANGE'
  /** A transaction was executed and failed. */
  | 'TRANSACTION_FAILED'
  /** Nobody can say whether a transaction was executed: deploy again to find out and go on. */
  | 'TRANSACTION_UNCERTAIN';

/** A deployment could not be made or read. */
export class DeployError extends HauloutError<DeployErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'DeployError';
}

/** BAD_FILE, for a file that is not what `haulout deploy` writes. */
export function badDeploymentFile(file: string, why: string, cause?: unknown): DeployError {
  return new DeployError({
    code: 'BAD_FILE',
    message: `${file} is not a deployment file: ${why}`,
    values: { file },
    advice: 'Give the file that haulout deploy or haulout network has written',
    cause,
  });
}
