/** What users, nodes and time may do to the storage market. */
import type { StorageModel } from './model.js';

/** How many bytes: so many, or as many as are left to be sold, or as a blob takes; and a few more or less. */
export type Amount = {
  readonly like: 'bytes' | 'room' | 'blob';
  readonly bytes: bigint;
  readonly plus: bigint;
};

/** Which of several things: the n-th, counted round; of those that fit only, if there are any. */
export interface Pick {
  readonly nth: number;
  readonly fitting: boolean;
}

export type Flaw = Parameters<StorageModel['certify']>[1];

/** A command before it is known what it will meet. Epochs are counted from the current one. */
export type Action =
  | {
      readonly kind: 'reserve';
      readonly amount: Amount;
      readonly start: number | undefined;
      readonly end: number;
      readonly coin: number;
    }
  /** Storage that fits a blob as its extension. */
  | { readonly kind: 'reserveExtension'; readonly blob: Pick; readonly epochs: number }
  | { readonly kind: 'splitByEpoch'; readonly storage: Pick; readonly at: number }
  | { readonly kind: 'splitBySize'; readonly storage: Pick; readonly size: Amount }
  | {
      readonly kind: 'fuse';
      readonly storage: Pick;
      readonly other: Pick;
      readonly how: 'fuse' | 'periods' | 'amount';
    }
  | { readonly kind: 'destroy'; readonly storage: Pick }
  | {
      readonly kind: 'register';
      readonly storage: Pick;
      readonly content: number;
      readonly size: number;
      readonly deletable: boolean;
      readonly coin: number;
    }
  | { readonly kind: 'certify'; readonly blob: Pick; readonly flaw: Flaw }
  | { readonly kind: 'extend'; readonly blob: Pick; readonly epochs: number; readonly coin: number }
  | { readonly kind: 'extendWithStorage'; readonly blob: Pick; readonly storage: Pick }
  | { readonly kind: 'delete'; readonly blob: Pick }
  | { readonly kind: 'burn'; readonly blob: Pick }
  | {
      readonly kind: 'setAttribute' | 'removeAttribute';
      readonly blob: Pick;
      readonly key: string;
      readonly value: string;
    }
  | { readonly kind: 'takeAttributes'; readonly blob: Pick }
  | { readonly kind: 'share'; readonly blob: Pick; readonly frost: bigint; readonly coin: number }
  | { readonly kind: 'fundShared'; readonly shared: Pick; readonly frost: bigint; readonly coin: number }
  | { readonly kind: 'extendShared'; readonly shared: Pick; readonly epochs: number }
  | { readonly kind: 'certifyShared'; readonly shared: Pick; readonly flaw: Flaw }
  | { readonly kind: 'subsidise'; readonly frost: bigint; readonly epochs: number; readonly coin: number }
  | { readonly kind: 'subsidiseEach'; readonly frost: readonly bigint[]; readonly coin: number }
  | {
      readonly kind: 'vote';
      readonly node: number;
      readonly what: 'storagePrice' | 'writePrice' | 'capacity';
      readonly value: bigint;
    }
  | { readonly kind: 'updatePrices' }
  | { readonly kind: 'deny'; readonly node: number; readonly bytes: bigint }
  | { readonly kind: 'storeEventBlob'; readonly size: number }
  | { readonly kind: 'nextEpoch' };
