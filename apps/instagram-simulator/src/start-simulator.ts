import { controlHandler } from './control/handler.ts';
import { createSimulation, type SimulationSpec, type Surroundings } from './create-simulation.ts';
import { newPasswordKey, restorePasswordKey } from './login/password-key.ts';
import { saveState } from './persistence/saved-state.ts';
import { createStateKeeper, readStateFile, type StateKeeper } from './persistence/state-file.ts';
import { serveInstagram } from './pipeline/serve.ts';
import { decideTunnel } from './pipeline/tunnels.ts';
import { instagramRouter } from './routes/index.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { type Secrets, systemSecrets } from './support/secrets.ts';
import { listen } from './transport/listen.ts';
import { selfSigned, type SelfSigned } from './transport/self-signed.ts';

/** All of it may be left out. */
export interface SimulatorOptions {
  readonly host?: string;
  /** 0, the default here: any free port. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly seed?: number;
  /** Generated users, and their media on average. */
  readonly users?: number;
  readonly postsPerUser?: number;
  readonly demoAccounts?: boolean;
  readonly settings?: Partial<Settings>;
  /** How many calls are kept; 0: none. */
  readonly recording?: number;
  /** The file that state is kept in; without it everything is in memory. */
  readonly stateFile?: string | null;
  readonly realNow?: () => number;
  readonly secrets?: Secrets;
  readonly onError?: (error: Error) => void;
}

export interface Simulator {
  readonly instagramUrl: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

const DEFAULT_SPEC: SimulationSpec = {
  seed: 1,
  users: 480,
  postsPerUser: 7,
  demoAccounts: true,
  settings: DEFAULT_SETTINGS,
  recording: 5000,
};

/** The name that a client expects in the certificate of the server that answers it over TLS. */
const TLS_NAME = 'i.instagram.com';

/** Starts both ports. @throws StateFileError, or the system's error where a port is taken. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const { host = '127.0.0.1', stateFile = null, onError = () => undefined } = options;
  const spec = specOf(options);
  const saved = stateFile === null ? null : readStateFile(stateFile);
  let instagramUrl = '';
  const surroundings: Surroundings = {
    passwordKey: saved ? restorePasswordKey(saved.passwordKey) : await newPasswordKey(),
    secrets: options.secrets ?? systemSecrets,
    realNow: options.realNow ?? Date.now,
    publicUrl: () => instagramUrl,
  };
  let sim = createSimulation(spec, surroundings, saved);
  const keeper: StateKeeper | null =
    stateFile === null ? null : createStateKeeper(stateFile, () => saveState(sim), onError);
  const onChange = () => keeper?.touch();
  let shown: SelfSigned | undefined;
  const certificate = () => (shown ??= selfSigned(TLS_NAME, surroundings.realNow()));

  const instagram = await listen(
    host,
    options.port ?? 0,
    serveInstagram({ current: () => sim, router: instagramRouter(), onChange }),
    { decide: (to, credentials) => decideTunnel(sim, to, credentials), certificate },
  );
  instagramUrl = instagram.url;
  const control = await listen(
    host,
    options.controlPort ?? 0,
    controlHandler({
      current: () => sim,
      spec,
      instagramUrl,
      certificate,
      reset: (next) => {
        sim.pending.drop();
        sim = createSimulation(next, surroundings);
        return sim;
      },
      onChange,
    }),
  ).catch(async (error: unknown) => {
    await instagram.close();
    throw error;
  });
  // The key pair must be on disk before the first client learns of it.
  onChange();
  keeper?.flush();

  return {
    instagramUrl,
    controlUrl: control.url,
    close: async () => {
      sim.pending.flush();
      await Promise.all([instagram.close(), control.close()]);
      // Connections that were just cut may have let more effects land.
      sim.pending.flush();
      await keeper?.close();
    },
  };
};

const specOf = (options: SimulatorOptions): SimulationSpec => ({
  seed: options.seed ?? DEFAULT_SPEC.seed,
  users: options.users ?? DEFAULT_SPEC.users,
  postsPerUser: options.postsPerUser ?? DEFAULT_SPEC.postsPerUser,
  demoAccounts: options.demoAccounts ?? DEFAULT_SPEC.demoAccounts,
  settings: { ...DEFAULT_SETTINGS, ...options.settings },
  recording: options.recording ?? DEFAULT_SPEC.recording,
});
