import { Agent } from 'node:http';
import { IgApiClient } from 'instagram-private-api';
import { DEMO_ACCOUNTS } from '../accounts/demo-accounts.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../index.ts';
import { type ControlClient, controlClient } from './control-client.ts';

/** A running simulator, and clients of the unmodified library that are aimed at it. */
export interface Harness {
  readonly simulator: Simulator;
  readonly control: ControlClient;
  /** A fresh client on a device of its own; the same seed is the same device. */
  client(options?: ClientOptions): IgApiClient;
  /** A client that has signed in. */
  signIn(username: string, password?: string, options?: ClientOptions): Promise<IgApiClient>;
  /** The same, and from then on it gives up on an answer after this long. */
  impatient(username: string, timeoutMs: number): Promise<IgApiClient>;
  /** Creates an account and signs in to it. */
  newAccount(account?: Readonly<Record<string, unknown>>): Promise<{ ig: IgApiClient; username: string; pk: string }>;
  close(): Promise<void>;
}

export interface ClientOptions {
  readonly device?: string;
  /** `user:password` in the proxy's address. */
  readonly proxyUser?: string;
  readonly url?: string;
  readonly appVersion?: string;
}

export const PASSWORD = 'harness-velvet-canyon-1234';

export const startHarness = async (options: SimulatorOptions = {}): Promise<Harness> => {
  const simulator = await startSimulator({ users: 300, postsPerUser: 5, ...options });
  const agent = new Agent();
  const control = controlClient(simulator.controlUrl);
  let made = 0;

  const client = (how: ClientOptions = {}): IgApiClient => {
    const ig = new IgApiClient();
    ig.state.generateDevice(how.device ?? `device ${++made}`);
    const url = new URL(how.url ?? simulator.instagramUrl);
    const [user, password] = how.proxyUser?.split(':') ?? [];
    if (user) Object.assign(url, { username: user, password: password ?? '' });
    ig.state.proxyUrl = url.href.replace(/\/$/, '');
    ig.request.defaults = { tunnel: false, agent, timeout: 5000 };
    if (how.appVersion) Object.assign(ig.state, { constants: { ...ig.state.constants, APP_VERSION: how.appVersion } });
    return ig;
  };
  const signIn = async (username: string, password = passwordOf(username), how: ClientOptions = {}) => {
    const ig = client(how);
    await ig.account.login(username, password);
    return ig;
  };

  return {
    simulator,
    control,
    client,
    signIn,
    impatient: async (username, timeoutMs) => {
      const ig = await signIn(username);
      ig.request.defaults = { ...ig.request.defaults, timeout: timeoutMs };
      return ig;
    },
    newAccount: async (account = {}) => {
      const username = `account_${++made}`;
      const { pk } = await control.post<{ pk: string }>('/accounts', { username, password: PASSWORD, ...account });
      return { ig: await signIn(username, PASSWORD), username, pk };
    },
    close: async () => {
      await simulator.close();
      agent.destroy();
    },
  };
};

const passwordOf = (username: string): string =>
  DEMO_ACCOUNTS.find(({ account }) => account.username === username)?.account.password ?? PASSWORD;
