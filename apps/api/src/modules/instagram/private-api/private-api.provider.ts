import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Action, ACTIONS, type VerificationMethod } from '@pacekeeper/contracts';
import { IgApiClient } from 'instagram-private-api';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Secret } from '../../../platform/crypto/secret.ts';
import type { Egress } from '../egress/egress.ts';
import { guardOptions, ProxyGuard } from '../egress/proxy-guard.ts';
import {
  type CodeMethod,
  type InstagramSession,
  type LoginResult,
  PasswordProvider,
  type SendResult,
} from '../instagram.provider.ts';
import { restore } from './client-state.ts';
import { HardenedRequest } from './hardened-request.ts';
import { PrivateApiSession } from './private-api.session.ts';
import { type Opened, SignIn } from './sign-in.ts';
import { deviceNameIn, deviceState, egressIn, readState, type StoredState, viaOf, writeState } from './stored-state.ts';
import { Transports } from './transport.ts';

/** What a session of this provider has a call for. */
const SUPPORTED: ReadonlySet<Action> = new Set(ACTIONS);

/** Instagram's private API through `instagram-private-api`. */
@Injectable()
export class PrivateApiProvider extends PasswordProvider implements OnModuleDestroy {
  readonly name = 'private';
  private readonly transports: Transports;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    super();
    this.transports = new Transports(config.instagram, new ProxyGuard(guardOptions(config)));
  }

  onModuleDestroy(): void {
    this.transports.destroy();
  }

  supports(action: Action): boolean {
    return SUPPORTED.has(action);
  }

  async login(
    username: string,
    password: Secret<string>,
    known: Secret<string> | null,
    via: Egress | null = null,
  ): Promise<LoginResult> {
    const opened = await this.create(known ? readState(deviceState(known)) : null, via);
    return new SignIn(opened).login(username, password);
  }

  async verify(state: Secret<string>, method: VerificationMethod, code: Secret<string> | null): Promise<LoginResult> {
    const result = await (await this.goOn(state)).verify(method, code);
    // What the attempt waits for is still the same: a second code continues from here.
    return result.outcome === 'failed' ? { ...result, state } : result;
  }

  async sendCode(state: Secret<string>, method: CodeMethod): Promise<SendResult> {
    const result = await (await this.goOn(state)).sendCode(method);
    return result.outcome === 'failed' ? { ...result, state } : result;
  }

  async open(state: Secret<string>): Promise<InstagramSession> {
    const stored = readState(state);
    const { client, request } = await this.create(stored, egressIn(stored));
    return new PrivateApiSession(client, request, this.clock);
  }

  deviceOf(state: Secret<string>): Secret<string> {
    return deviceState(state);
  }

  through(state: Secret<string>, via: Egress | null): Secret<string> {
    return writeState({ ...readState(state), via: undefined, ...viaOf(via) });
  }

  egressOf(state: Secret<string>): Egress | null {
    return egressIn(readState(state));
  }

  deviceName(state: Secret<string>): string | null {
    return deviceNameIn(readState(state));
  }

  private async goOn(state: Secret<string>): Promise<SignIn> {
    const stored = readState(state);
    return new SignIn(await this.create(stored, egressIn(stored)), stored);
  }

  private async create(stored: StoredState | null, via: Egress | null): Promise<Opened> {
    const client = new IgApiClient();
    const { appVersion, appVersionCode } = this.config.instagram;
    if (appVersion || appVersionCode) {
      // The constants are one object shared by all instances: replaced here, never edited.
      client.state.constants = {
        ...client.state.constants,
        ...(appVersion ? { APP_VERSION: appVersion } : {}),
        ...(appVersionCode ? { APP_VERSION_CODE: appVersionCode } : {}),
      } as typeof client.state.constants;
    }
    if (stored) await restore(client, stored);
    else client.state.generateDevice(randomBytes(16).toString('hex'));
    const request = new HardenedRequest(client, this.transports.through(via));
    client.request = request;
    return { client, request, via };
  }
}
