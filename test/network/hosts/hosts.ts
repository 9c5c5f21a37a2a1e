/**
 * Hosts on a network of their own: Linux network namespaces whose links meet in bridges of one more
 * namespace, the switch. Outside only the names of the namespaces can be seen, which are random.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** Why there can be no hosts here; undefined when there can be. */
export function whyNoHosts(): string | undefined {
  if (spawnSync('ip', ['-V']).error) return "no ip here: install Debian's iproute2";
  const name = newName();
  const { status, stderr } = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (status !== 0) return `no network namespace can be made here: ${stderr.trim()}`;
  try {
    const pair = ['link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'other'];
    const bridge = ['link', 'add', 'bridge', 'type', 'bridge'];
    const works = [pair, bridge].every((args) => spawnSync('ip', ['-n', name, ...args]).status === 0);
    return works ? undefined : 'the kernel has no veth or no bridge';
  } finally {
    ip('netns', 'del', name);
  }
}

/** Whether links can delay and lose packets here. */
export function hasWeather(): boolean {
  const name = newName();
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return false;
  try {
    return addWeather(name, 'lo');
  } finally {
    ip('netns', 'del', name);
  }
}

/** What a link does to each packet, where the kernel can (`tc netem`). */
const WEATHER = ['delay', '2ms', '1ms', 'loss', '0.5%'];

/** Which side of a network that is cut in two. */
export type Side = 'left' | 'right';

/** Some hosts, each with a name, an address and one link to the switch. */
export class Hosts {
  readonly #switch = newName();
  readonly #namespaces = new Map<string, string>();

  /** Makes them; all can reach each other. */
  constructor(names: readonly string[]) {
    try {
      ip('netns', 'add', this.#switch);
      for (const side of ['left', 'right']) {
        ip('-n', this.#switch, 'link', 'add', side, 'type', 'bridge');
        ip('-n', this.#switch, 'link', 'set', side, 'up');
      }
      for (const name of names) this.#add(name);
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  #add(name: string): void {
    const namespace = newName();
    const address = addressOf(this.#namespaces.size);
    this.#namespaces.set(name, namespace);
    ip('netns', 'add', namespace);
    ip(
      'link',
      'add',
      'eth0',
      'netns',
      namespace,
      'type',
      'veth',
      'peer',
      'name',
      name,
      'netns',
      this.#switch,
    );
    ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    for (const link of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', link, 'up');
    addWeather(namespace, 'eth0');
    this.put(name, 'left');
    this.plug(name);
  }

  /** IPv4 address of a host. */
  address(name: string): string {
    return addressOf([...this.#namespaces.keys()].indexOf(name));
  }

  /** Network namespace of a host. */
  namespace(name: string): string {
    return this.#namespaces.get(name)!;
  }

  /** What `tc` says of the link of a host. */
  weather(name: string): string {
    return execFileSync('tc', ['-n', this.namespace(name), 'qdisc', 'show', 'dev', 'eth0'], {
      encoding: 'utf8',
    });
  }

  /** Moves a host to one side; hosts of different sides cannot reach each other. All begin on the left. */
  put(name: string, side: Side): void {
    ip('-n', this.#switch, 'link', 'set', name, 'master', side);
  }

  /** Connects the link of a host to the switch. */
  plug(name: string): void {
    ip('-n', this.#switch, 'link', 'set', name, 'up');
  }

  /** Takes it away: packets to and from the host vanish. */
  unplug(name: string): void {
    ip('-n', this.#switch, 'link', 'set', name, 'down');
  }

  /** Removes everything. Processes in the hosts go on, without a network. */
  remove(): void {
    for (const namespace of [...this.#namespaces.values(), this.#switch])
      spawnSync('ip', ['netns', 'del', namespace]);
  }
}

/** Says whether it could. */
function addWeather(namespace: string, link: string): boolean {
  const add = ['-n', namespace, 'qdisc', 'add', 'dev', link, 'root', 'netem', ...WEATHER];
  return spawnSync('tc', add).status === 0;
}

const newName = (): string => `haulout-${randomBytes(6).toString('hex')}`;
const addressOf = (index: number): string => `10.77.0.${index + 1}`;

/** Runs `ip`; throws what it says when it fails. */
function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
