import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { VerificationMethod } from '@pacekeeper/contracts';
import { IgApiClient } from 'instagram-private-api';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { classify } from '../classifier.ts';
import { InstagramGateway, type InstagramSession, type LoginResult } from '../instagram.gateway.ts';
import { restore, serialize } from './client-state.ts';
import { HardenedRequest } from './hardened-request.ts';
import { challengeChoice, challengeStep, TWO_FACTOR_METHODS, twoFactorStep } from './login-steps.ts';
import { toUser } from './mapping.ts';
import { PrivateApiSession } from './private-api.session.ts';
import { deviceState, readState, type StoredState } from './stored-state.ts';
import { createTransport, type Transport } from './transport.ts';

interface Opened {
  readonly client: IgApiClient;
  readonly request: HardenedRequest;
}

/** Instagram's private API through `instagram-private-api`. */
@Injectable()
export class PrivateApiGateway extends InstagramGateway implements OnModuleDestroy {
  private readonly transport: Transport;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    super();
    this.transport = createTransport(config.instagram);
  }

  onModuleDestroy(): void {
    this.transport.agent.destroy();
  }

  async login(username: string, password: Secret<string>, known: Secret<string> | null): Promise<LoginResult> {
    const opened = await this.create(known ? readState(deviceState(known)) : null);
    return this.attempt(opened, username, async () => {
      return (await opened.client.account.login(username, password.open())) as unknown;
    });
  }

  async verify(state: Secret<string>, method: VerificationMethod, code: Secret<string>): Promise<LoginResult> {
    const stored = readState(state);
    const opened = await this.create(stored);
    const { twoFactor } = stored;
    const result = await this.attempt(opened, twoFactor?.username ?? '', async () => {
      if (!twoFactor) return (await opened.client.challenge.sendSecurityCode(code.open())).logged_in_user as unknown;
      // Typed as the user, but the library returns the whole body here.
      const answer: unknown = await opened.client.account.twoFactorLogin({
        username: twoFactor.username,
        verificationCode: code.open(),
        twoFactorIdentifier: twoFactor.identifier,
        verificationMethod: TWO_FACTOR_METHODS[method] ?? '1',
        trustThisDevice: '1',
      });
      return (answer as { logged_in_user?: unknown }).logged_in_user;
    });
    // What the attempt waits for is still the same: a second code continues from here.
    return result.outcome === 'failed' ? { ...result, state } : result;
  }

  async open(state: Secret<string>): Promise<InstagramSession> {
    const { client, request } = await this.create(readState(state));
    return new PrivateApiSession(client, request, this.clock);
  }

  deviceOf(state: Secret<string>): Secret<string> {
    return deviceState(state);
  }

  private async create(stored: StoredState | null): Promise<Opened> {
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
    const request = new HardenedRequest(client, this.transport);
    client.request = request;
    return { client, request };
  }

  private async attempt(opened: Opened, username: string, call: () => Promise<unknown>): Promise<LoginResult> {
    const { client, request } = opened;
    try {
      const user = toUser(await call());
      if (user) return { outcome: 'connected', user, state: await serialize(client) };
    } catch {
      // What the library threw holds cookies and the password; the exchange below says all there is to know.
    }
    const exchange = request.last;
    const twoFactor = exchange.body?.['two_factor_required'] === true ? twoFactorStep(exchange.body) : null;
    if (twoFactor) {
      const state = await serialize(client, { twoFactor: { identifier: twoFactor.identifier, username } });
      return { outcome: 'verification', step: twoFactor.step, state };
    }
    const failure = classify(exchange);
    if (failure.symbol === 'CHALLENGE_REQUIRED' && client.state.checkpoint) {
      const challenge = await this.beginChallenge(opened);
      if (challenge) return challenge;
    }
    return { outcome: 'failed', failure, state: await serialize(client) };
  }

  /** Has Instagram send its code, where it offers one; null where only its own app can go on. */
  private async beginChallenge({ client, request }: Opened): Promise<LoginResult | null> {
    const checkpoint: unknown = client.state.checkpoint;
    try {
      await client.challenge.state();
      const choice = challengeChoice(request.last.body ?? {});
      if (choice) await client.challenge.selectVerifyMethod(choice);
    } catch {
      return null;
    }
    const step = challengeStep(request.last.body ?? {});
    if (!step) return null;
    return { outcome: 'verification', step, state: await serialize(client, { checkpoint }) };
  }
}
