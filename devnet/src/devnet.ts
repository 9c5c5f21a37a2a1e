/** A Sui network in this process: `Devnet.start()` gives a chain and the official client to it. */
import { blsReady } from '@haulout/bls';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import type { RpcTransport } from '@mysten/sui/grpc';
import type { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Transaction } from '@mysten/sui/transactions';
import type { Signer } from '@mysten/sui/cryptography';
import { accountOf } from './account.js';
import { CodedError } from './coded-error.js';
import type {
  CompiledPackage,
  FrameworkBuildOptions,
  PackageAddress,
  PackageSource,
  Publication,
} from './compiler/index.js';
import { CompileError } from './compiler/errors.js';
import { blake2bReady } from './blake2b.js';
import type { FileJournal } from './persistence/index.js';
import { JournalError } from './ledger/journal/journal.js';
import { createLedger, openLedger } from './ledger/ledger.js';
import { typeToString } from './vm/types.js';
import type { Ledger, LedgerOptions, LedgerSnapshot } from './ledger/api.js';
import type { LedgerObject, Owner } from './ledger/types.js';
import { createRpc, createTransport } from './rpc/index.js';
import type { Listener, ListenOptions, RpcServer } from './rpc/index.js';

/** MIST in one SUI. */
export const MIST_PER_SUI = 1_000_000_000n;

/** What an account gets when it is made: 1000 SUI, in MIST. */
const startingMist = 1000n * MIST_PER_SUI;

/** What the faucet gives at a time, in MIST. */
const faucetMist = 100n * MIST_PER_SUI;

/** How `Devnet.start` begins a chain. */
export interface DevnetOptions {
  /**
   * Drives every random choice: ids, randomness, accounts. Same seed and same calls, same chain. Default
   * 'haulout'.
   */
  readonly seed?: string;
  /** Time of genesis in ms since 1970. Time moves only by `advanceClock` and a millisecond a checkpoint. */
  readonly startTimestampMs?: number | bigint;
  /** MIST per unit of computation. Default 1000. */
  readonly referenceGasPrice?: number | bigint;
  /**
   * Keeps the chain in this folder: what was answered outlives the process, however that ends, and the next
   * `start` goes on from there. Options that fix a chain then have to be those it was begun with, or left
   * out. Default: in memory.
   */
  readonly folder?: string | undefined;
  /** The `std` and `sui` packages of the chain, when it begins. Default: this package's own. */
  readonly framework?: FrameworkBuildOptions['framework'];
}

/** How `Devnet.publish` publishes. */
export interface PublishOptions {
  /** Who publishes and gets the upgrade capability. Default: the account 'publisher'. */
  readonly signer?: Signer;
  /** Addresses of dependencies that are on chain, by the name in their Move.toml. For sources only. */
  readonly published?: Readonly<Record<string, PackageAddress | Publication>>;
  /** Folder with the compiled package: see `CompileOptions.prebuilt`. For sources only. */
  readonly prebuilt?: string;
}

/** An object that a publication made: by `init` functions, or the upgrade capability. */
export interface CreatedObject {
  readonly objectId: string;
  readonly type: string;
  readonly version: bigint;
  readonly digest: string;
  readonly owner: Owner;
}

/** A package on chain. */
export interface PublishedPackage {
  readonly packageId: string;
  readonly upgradeCapId: string;
  /** Every object that the transaction made, but the package. */
  readonly created: readonly CreatedObject[];
  /** Storage ids of the packages that it links against. */
  readonly dependencies: readonly string[];
  /** Digest of the transaction. */
  readonly digest: string;
}

/** The devnet could not do what was asked. */
export class DevnetError extends CodedError<'PUBLISH_FAILED'> {
  override readonly name = 'DevnetError';
  /** What the failed transaction's status says, when a transaction failed. */
  readonly status: unknown;
  constructor(code: 'PUBLISH_FAILED', message: string, status: unknown) {
    super(code, message);
    this.status = status;
  }
}

/**
 * A chain as a library: no server, no ports, no waiting. What is written through `client` is final when the
 * call returns; tests hold the clock and can go back in time.
 *
 * @example
 * const devnet = await Devnet.start({ seed: 'my test' });
 * const alice = devnet.newAccount('alice');
 * const { packageId } = await devnet.publish('move/counter');
 * const transaction = new Transaction();
 * transaction.moveCall({ target: `${packageId}::counter::create` });
 * await devnet.client.signAndExecuteTransaction({ transaction, signer: alice });
 * devnet.advanceClock(60_000);
 * devnet.stop();
 */
export class Devnet {
  /** The official client, unmodified, connected in process. */
  readonly client: SuiGrpcClient;
  /** For more clients: `new SuiGrpcClient({ network: 'devnet', transport: devnet.transport })`. */
  readonly transport: RpcTransport;
  /** Bytes in, bytes out: what an HTTP server can stand in front of. */
  readonly rpc: RpcServer;
  /** The chain itself, synchronous, with everything that RPC does not show. */
  readonly ledger: Ledger;
  readonly #journal: FileJournal | undefined;
  readonly #listeners = new Set<Listener>();
  /** Accounts that were asked for by name. */
  readonly #accounts = new Map<string, Ed25519Keypair>();
  #unnamed = 0;

  private constructor(ledger: Ledger, journal?: FileJournal) {
    this.ledger = ledger;
    this.rpc = createRpc(ledger);
    this.transport = createTransport(this.rpc);
    this.client = new SuiGrpcClient({ network: 'devnet', transport: this.transport });
    this.#journal = journal;
  }

  /**
   * Starts a network, or the one kept in a folder again. The framework comes compiled; another one is
   * compiled the first time and kept.
   * @throws CompileError; JournalError for a folder that is in use, damaged, of another version or of another
   * chain
   */
  static async start(options: DevnetOptions = {}): Promise<Devnet> {
    const { folder, startTimestampMs, referenceGasPrice } = options;
    await Promise.all([blsReady(), blake2bReady()]);
    const settings: LedgerOptions = {
      seed: options.seed,
      startTimestampMs: startTimestampMs === undefined ? undefined : BigInt(startTimestampMs),
      referenceGasPrice: referenceGasPrice === undefined ? undefined : BigInt(referenceGasPrice),
    };
    const begin = async (journal?: FileJournal): Promise<Ledger> => {
      const { compileFramework } = await import('./compiler/index.js');
      return createLedger(settings, await compileFramework({ framework: options.framework }), journal);
    };
    if (folder === undefined) return new Devnet(await begin());
    const { openFolder } = await import('./persistence/index.js');
    const journal = openFolder(folder);
    try {
      if (journal.isEmpty) return new Devnet(await begin(journal), journal);
      const ledger = openLedger(journal);
      checkSameChain(folder, settings, ledger);
      return new Devnet(ledger, journal);
    } catch (error) {
      journal.close();
      throw error;
    }
  }

  /** Mints SUI to an address. Returns the new coin. */
  fund(address: string, mist: number | bigint): LedgerObject {
    return this.ledger.fund(address, BigInt(mist));
  }

  /**
   * An account with SUI for gas. The key follows from the devnet's seed and the name, so the same name is the
   * same account; without a name each call gives one that owns nothing yet.
   */
  newAccount(name?: string): Ed25519Keypair {
    for (;;) {
      const label = name === undefined ? `#${this.#unnamed++}` : `name:${name}`;
      const account = this.#accounts.get(label) ?? accountOf(this.ledger.seed, label);
      if (name !== undefined) this.#accounts.set(label, account);
      const address = account.toSuiAddress();
      // An account that was made before, here or by an earlier process on the same folder, has been funded,
      // unless a snapshot from before was restored.
      const isNew = this.ledger.listOwned(address, { kind: 'address', limit: 1 }).items.length === 0;
      if (isNew) this.fund(address, startingMist);
      if (isNew || name !== undefined) return account;
    }
  }

  /**
   * Compiles a package, given by its directory or its files, and publishes it; or publishes what is compiled.
   *
   * @throws CompileError with the compiler's diagnostics, DevnetError PUBLISH_FAILED
   */
  async publish(
    source: string | PackageSource | CompiledPackage,
    options: PublishOptions = {},
  ): Promise<PublishedPackage> {
    const item = await compiledOf(source, options);
    if (item.modules.length === 0) {
      throw new CompileError('BAD_PACKAGE', `${item.name} has no modules: are its sources in sources/?`, {
        packageName: item.name,
      });
    }
    const signer = options.signer ?? this.newAccount('publisher');
    const transaction = new Transaction();
    const upgradeCap = transaction.publish({
      modules: item.modules.map(({ bytecode }) => [...bytecode]),
      dependencies: [...item.dependencies],
    });
    transaction.transferObjects([upgradeCap], signer.toSuiAddress());
    transaction.setSender(signer.toSuiAddress());
    const bytes = await transaction.build({ client: this.client });
    const { signature } = await signer.signTransaction(bytes);
    const result = await this.client.executeTransaction({ transaction: bytes, signatures: [signature] });
    const { digest, status } = result.Transaction ?? result.FailedTransaction;
    if (!status.success) {
      throw new DevnetError(
        'PUBLISH_FAILED',
        `publishing ${item.name} failed: ${status.error.message}`,
        status,
      );
    }
    return this.#publication(digest, item);
  }

  /** Moves the on-chain clock (0x6) forward, in a checkpoint of its own. */
  advanceClock(ms: number | bigint): void {
    this.ledger.advanceClock(BigInt(ms));
  }

  /** Ends the Sui epoch. */
  advanceEpoch(): void {
    this.ledger.advanceEpoch();
  }

  /** The state of the chain now; takes no time, whatever the size of the state. */
  snapshot(): LedgerSnapshot {
    return this.ledger.snapshot();
  }

  /** Makes the chain what it was, any number of times. Open subscriptions see the checkpoints that follow. */
  restore(snapshot: LedgerSnapshot): void {
    this.ledger.restore(snapshot);
  }

  /**
   * Answers clients in other processes and in browsers: `new SuiGrpcClient({ network: 'devnet', baseUrl: url
   * })`. By default on a free port of the loopback interface. Until `close` or `stop`. The same address is a
   * faucet of 100 SUI: `requestSuiFromFaucetV2({ host: url, recipient })` of `@mysten/sui/faucet`.
   *
   * @throws the system's error when the port cannot be had
   */
  async listen(options: ListenOptions = {}): Promise<Listener> {
    const { listen } = await import('./rpc/http/serve.js');
    const listener = await listen(this.rpc, options, (recipient) => {
      const { id: coinId, previousTransaction: digest } = this.fund(recipient, faucetMist);
      return { mist: faucetMist, coinId, digest };
    });
    this.#listeners.add(listener);
    return listener;
  }

  /**
   * Ends open streams and refuses further calls of clients; gives back the folder. Nothing else runs: the
   * process can exit.
   */
  stop(): void {
    for (const listener of this.#listeners) void listener.close();
    this.rpc.close();
    this.#journal?.close();
  }

  #publication(digest: string, item: CompiledPackage): PublishedPackage {
    const { changes } = this.ledger.getTransaction(digest)!;
    const made = changes.flatMap(({ before, after }) =>
      before === undefined && after !== undefined ? [after] : [],
    );
    const created = made.flatMap((object): CreatedObject[] => {
      if (object.data.kind === 'package') return [];
      const { id: objectId, version, digest: objectDigest, owner } = object;
      return [{ objectId, type: typeToString(object.data.type), version, digest: objectDigest, owner }];
    });
    return {
      packageId: made.find(({ data }) => data.kind === 'package')!.id,
      upgradeCapId: created.find(({ type }) => type === upgradeCapType)!.objectId,
      created,
      dependencies: item.dependencies,
      digest,
    };
  }
}

const upgradeCapType = `0x${'2'.padStart(64, '0')}::package::UpgradeCap`;

/** Throws JOURNAL_MISMATCH unless the chain is the one that the options ask for. */
function checkSameChain(folder: string, asked: LedgerOptions, ledger: Ledger): void {
  const { startTimestampMs, referenceGasPrice } = ledger.getEpoch(0n)!;
  const kept: Required<LedgerOptions> = { seed: ledger.seed, startTimestampMs, referenceGasPrice };
  for (const name of ['seed', 'startTimestampMs', 'referenceGasPrice'] as const) {
    if (asked[name] === undefined || asked[name] === kept[name]) continue;
    throw new JournalError(
      'JOURNAL_MISMATCH',
      `the chain in ${folder} was begun with ${name} ${kept[name]}, not ${asked[name]}`,
    );
  }
}

async function compiledOf(
  source: string | PackageSource | CompiledPackage,
  { published, prebuilt }: PublishOptions,
): Promise<CompiledPackage> {
  if (typeof source === 'object' && 'modules' in source) return source;
  const { compilePackage } = await import('./compiler/index.js');
  return compilePackage(typeof source === 'string' ? { directory: source } : source, { published, prebuilt });
}
