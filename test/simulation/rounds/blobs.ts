/** The blobs of a network on paper: many sizes, certified and ended by the dozen, without their bytes. */
import { blobLayout, sliverSize, type Axis } from '@haulout/sdk/encoding';
import { makeChallengeSet, type ChallengeSet } from '@haulout/sdk/evidence';

/** Slots of an epoch. Times are in slots from the beginning of the first epoch on. */
export const SLOTS = 64;
/** A blob is asked for when it has been certified for an eighth of an epoch. */
const SETTLE_SLOTS = SLOTS / 8;

export interface PaperBlob {
  /** A name that no other blob has. */
  readonly number: number;
  readonly blobId: Uint8Array;
  readonly unencodedLength: number;
  readonly certifiedAt: number;
  /** The first epoch in which it lives no more. */
  readonly endEpoch: number;
  /** Bytes of a sliver of each axis. */
  readonly sliverBytes: Readonly<Record<Axis, number>>;
}

/** The set of a round, and the blob of each of its entries. */
export interface PaperSet {
  readonly set: ChallengeSet;
  readonly blobs: readonly PaperBlob[];
}

const SMALLEST = 1 << 10;
const LARGEST = 1 << 25;

export class PaperBlobs {
  readonly #nShards: number;
  readonly #random: () => number;
  #all: PaperBlob[] = [];
  #next = 0;
  #made: (PaperSet & { readonly names: string }) | undefined;

  constructor(nShards: number, random: () => number) {
    this.#nShards = nShards;
    this.#random = random;
  }

  /** Blobs that are certified and live, or are going to be certified in this epoch. */
  get all(): readonly PaperBlob[] {
    return this.#all;
  }

  /** Certifies a blob at a time. Its size is drawn, equally often of each order, unless it is given. */
  add(certifiedAt: number, endEpoch: number, size?: number): PaperBlob {
    const orders = Math.log(LARGEST / SMALLEST);
    const unencodedLength = size ?? Math.floor(SMALLEST * Math.exp(this.#random() * orders));
    const layout = blobLayout(this.#nShards, unencodedLength);
    const blob = {
      number: this.#next++,
      blobId: Uint8Array.from({ length: 32 }, () => Math.floor(this.#random() * 256)),
      unencodedLength,
      certifiedAt,
      endEpoch,
      sliverBytes: { primary: sliverSize(layout, 'primary'), secondary: sliverSize(layout, 'secondary') },
    };
    this.#all.push(blob);
    return blob;
  }

  /** Forgets blobs that live no more in an epoch. */
  end(epoch: number): void {
    this.#all = this.#all.filter(({ endEpoch }) => endEpoch > epoch);
  }

  /** The set of a round that opens at a time. */
  setAt(now: number): PaperSet {
    const blobs = this.#all.filter(({ certifiedAt }) => certifiedAt + SETTLE_SLOTS <= now);
    const names = blobs.map(({ number }) => number).join();
    if (this.#made?.names !== names) this.#made = { names, ...paperSet(blobs, this.#nShards) };
    return this.#made;
  }
}

/** The real set of some blobs. */
export function paperSet(blobs: readonly PaperBlob[], nShards: number): PaperSet {
  const set = makeChallengeSet(blobs, nShards);
  const sorted: PaperBlob[] = [];
  for (const blob of blobs) sorted[set.find(blob.blobId)!.index] = blob;
  return { set, blobs: sorted };
}
