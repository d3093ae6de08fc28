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
  type ClaimedVersion,
  type CodeMethod,
  type ExportedAccount,
  type InstagramSession,
  type LoginResult,
  PasswordProvider,
  type SendResult,
  type SessionReading,
} from '../instagram.provider.ts';
import { appOfNewDevice, appOfSession, clientName } from './app-versions.ts';
import { claim, restore, serialize } from './client-state.ts';
import { liveDevice } from './device-profiles.ts';
import { HardenedRequest } from './hardened-request.ts';
import { Constants } from './library-constants.ts';
import { PrivateApiSession } from './private-api.session.ts';
import { bareSession, readSessionFile } from './session-files/read-session-file.ts';
import { writeSessionFile } from './session-files/write-session-file.ts';
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

  async readSession(file: unknown): Promise<SessionReading> {
    const found = readSessionFile(file);
    switch (found.read) {
      case false:
        return { read: false, problems: found.problems };
      case true:
        return { read: true, bare: false, userId: found.userId, state: writeState(found.stored) };
      case 'bare': {
        const device = readState(deviceState(await serialize((await this.create(null, null)).client)));
        const stored = bareSession(found.credentials, device.client, device.app ?? null);
        return { read: true, bare: true, userId: found.credentials.userId, state: writeState(stored) };
      }
    }
  }

  async takeSession(session: Secret<string>, via: Egress | null): Promise<LoginResult> {
    const opened = await this.open(this.through(session, via));
    const answer = await opened.currentUser();
    const state = (await opened.changedState()) ?? session;
    return answer.ok
      ? { outcome: 'connected', user: answer.value, state }
      : { outcome: 'failed', failure: answer.failure, state };
  }

  exportSession(state: Secret<string>, account: ExportedAccount): Record<string, unknown> {
    const stored = readState(state);
    const own = { version: Constants.APP_VERSION, code: Constants.APP_VERSION_CODE };
    return writeSessionFile(stored, appOfSession(stored.app, this.config.instagram) ?? own, account);
  }

  versionOf(state: Secret<string>): ClaimedVersion {
    const { app } = readState(state);
    return { client: app ? clientName(app) : null, kept: app?.kept === true };
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
    const { instagram } = this.config;
    if (stored) {
      claim(client, appOfSession(stored.app, instagram), stored.app);
      await restore(client, stored);
    } else {
      const app = appOfNewDevice(instagram);
      claim(client, app, app ?? undefined);
      const seed = randomBytes(16).toString('hex');
      client.state.generateDevice(seed);
      if (instagram.mode === 'live') Object.assign(client.state, liveDevice(seed));
    }
    const request = new HardenedRequest(client, this.transports.through(via));
    client.request = request;
    return { client, request, via };
  }
}
