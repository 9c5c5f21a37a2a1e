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
export class DeployError extends Error {
  readonly code: DeployErrorCode;
  constructor(code: DeployErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeployError';
    this.code = code;
  }
}
