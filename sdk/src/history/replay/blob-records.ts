/** Which blobs are invalid and which are lost (`evidence::records`), built again from events. */
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';

interface Loss {
  readonly epoch: number;
  readonly blobId: string;
  isRevoked: boolean;
}

/** Epochs in which a loss can be revoked. */
const REVOCABLE = 2;

/** The records of a network, from some number on. */
export class BlobRecords {
  readonly #invalid = new Set<string>();
  readonly #losses = new Map<string, Loss>();
  readonly #isFromBirth: boolean;
  /** The number of the next record; undefined: not known. */
  #next: bigint | undefined;

  /** @param isFromBirth whether nothing has happened before the story */
  constructor(isFromBirth: boolean) {
    this.#isFromBirth = isFromBirth;
    if (isFromBirth) this.#next = 0n;
  }

  /** Whether a proof that comes now has to make a record; undefined: not known. */
  isNewlyInvalid(blobId: string): boolean | undefined {
    if (this.#invalid.has(blobId)) return false;
    return this.#isFromBirth ? true : undefined;
  }

  isInvalid(blobId: string): boolean {
    return this.#invalid.has(blobId);
  }

  addInvalid({ record, blob_id }: FieldsOf<'BlobInvalid'>): void {
    this.#take(record);
    expect(!this.#invalid.has(blob_id), 'it was on record before');
    this.#invalid.add(blob_id);
  }

  addLost({ record, blob_id, epoch }: FieldsOf<'BlobLost'>): void {
    this.#take(record);
    const stands = [...this.#losses.values()].some(
      (loss) => loss.blobId === blob_id && !loss.isRevoked && loss.epoch >= epoch,
    );
    expect(!stands, 'it was on record as lost before');
    this.#losses.set(record, { epoch, blobId: blob_id, isRevoked: false });
  }

  revoke({ record, blob_id, epoch }: FieldsOf<'LossRevoked'>): void {
    const loss = this.#losses.get(record);
    if (loss === undefined) {
      expect(!this.#isFromBirth, 'there is no such record');
      return;
    }
    expect(loss.blobId === blob_id && !loss.isRevoked, 'the record is not that of a loss which stands');
    expect(epoch <= loss.epoch + REVOCABLE, `the loss was in epoch ${loss.epoch}: too long ago`);
    loss.isRevoked = true;
  }

  #take(record: string): void {
    const number = BigInt(record);
    expect(this.#next === undefined || this.#next === number, `the record before it is missing`);
    this.#next = number + 1n;
  }
}
