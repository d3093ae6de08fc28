import type { VerificationMethod } from '@pacekeeper/contracts';
import type { IgApiClient } from 'instagram-private-api';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { type Asked, classify, type Failure } from '../classifier.ts';
import type { Egress } from '../egress/egress.ts';
import type { Body } from '../foreign.ts';
import type { CodeMethod, LoginResult, SendResult } from '../instagram.provider.ts';
import { serialize } from './client-state.ts';
import type { HardenedRequest } from './hardened-request.ts';
import { byHandStep, CHALLENGE_CHOICES, challengeStep, checkpointIn } from './login-steps.ts';
import { toUser } from './mapping.ts';
import { type StoredState, viaOf } from './stored-state.ts';
import { asksTwoFactor, textMessageSent, TWO_FACTOR_METHODS, twoFactorStep } from './two-factor-step.ts';

export interface Opened {
  readonly client: IgApiClient;
  readonly request: HardenedRequest;
  /** The account's proxy, which the whole sign-in goes through. */
  readonly via: Egress | null;
}

/** One step of a sign-in: with a password, or with the answer to what Instagram asked for. */
export class SignIn {
  private readonly client: IgApiClient;
  private readonly request: HardenedRequest;
  private readonly via: Egress | null;

  /** `stored`: the state of the earlier step that this one continues. */
  constructor(
    { client, request, via }: Opened,
    private readonly stored: StoredState | null = null,
  ) {
    this.client = client;
    this.request = request;
    this.via = via;
  }

  login(username: string, password: Secret<string>): Promise<LoginResult> {
    const call = async () => (await this.client.account.login(username, password.open())) as unknown;
    return this.attempt(username, 'sign_in', call);
  }

  async verify(method: VerificationMethod, code: Secret<string> | null): Promise<LoginResult> {
    const username = this.stored?.twoFactor?.username ?? '';
    const result = await this.attempt(username, 'verification', () => this.answerWith(method, code?.open() ?? ''));
    return result.outcome === 'failed' ? { ...result, failure: gone(result.failure) } : result;
  }

  async sendCode(method: CodeMethod): Promise<SendResult> {
    const { stored } = this;
    try {
      if (stored?.twoFactor) return await this.sendTextMessage(stored.twoFactor);
      if (method === 'email' || method === 'sms') return await this.sendChallengeCode(CHALLENGE_CHOICES[method]);
    } catch {
      // What the library threw holds cookies; the exchange says all there is to know.
    }
    return {
      outcome: 'failed',
      failure: gone(classify(this.request.last, 'verification')),
      state: await serialize(this.client),
    };
  }

  private async answerWith(method: VerificationMethod, code: string): Promise<unknown> {
    const twoFactor = this.stored?.twoFactor;
    if (method === 'approve') return userIn(await this.client.challenge.deltaLoginReview('0'));
    if (!twoFactor) return userIn(await this.client.challenge.sendSecurityCode(code));
    // Typed as the user, but the library returns the whole body here.
    const answer: unknown = await this.client.account.twoFactorLogin({
      username: twoFactor.username,
      verificationCode: code,
      twoFactorIdentifier: twoFactor.identifier,
      verificationMethod: TWO_FACTOR_METHODS[method] ?? '1',
      trustThisDevice: '1',
    });
    return userIn(answer);
  }

  private async attempt(username: string, asked: Asked, call: () => Promise<unknown>): Promise<LoginResult> {
    try {
      const user = toUser(await call());
      if (user) return { outcome: 'connected', user, state: await serialize(this.client) };
    } catch {
      // What the library threw holds cookies and the password; the exchange below says all there is to know.
    }
    const { last } = this.request;
    const twoFactor = asksTwoFactor(last.body) ? twoFactorStep(last.body) : null;
    if (twoFactor) {
      const state = await this.waiting({ twoFactor: { identifier: twoFactor.identifier, username } });
      return { outcome: 'verification', step: twoFactor.step, state };
    }
    if (last.body?.['status'] === 'ok') {
      const further = await this.challengeAt(last.body);
      if (further) return further;
      // Closed without a sign-in: Instagram is satisfied, and the next sign-in will show it.
      if (last.body['action'] === 'close') return this.byHand('app', null);
    }
    const failure = classify(last, asked);
    if (failure.symbol === 'CHALLENGE_REQUIRED') return this.beginChallenge(last.body);
    if (failure.symbol === 'CONSENT_REQUIRED') return this.byHand('consent', last.body);
    return { outcome: 'failed', failure, state: await serialize(this.client) };
  }

  /**
   * Finds out what the challenge is. Where Instagram has one place only to send its code to, it is sent there; the choice
   * between two, and "It was me", are the person's. What no client can answer is left to Instagram's own app.
   */
  private async beginChallenge(body: Body | null): Promise<LoginResult> {
    const checkpoint = checkpointIn(body);
    if (!checkpoint) return this.byHand('app', body);
    Object.assign(this.client.state, { checkpoint });
    try {
      await this.client.challenge.state();
    } catch {
      return this.byHand('app', body);
    }
    const asked = await this.challengeAt(this.request.last.body ?? {});
    if (!asked) return this.byHand('app', body);
    const [place, another] = asked.step.canSend;
    if (asked.step.asks !== 'choice' || !place || another) return asked;
    try {
      await this.client.challenge.selectVerifyMethod(CHALLENGE_CHOICES[place.method as 'email' | 'sms']);
      return (await this.challengeAt(this.request.last.body ?? {})) ?? asked;
    } catch {
      // The person may ask for the code once more.
      return asked;
    }
  }

  private async challengeAt(body: Body) {
    const found = challengeStep(body, this.stored?.challenge);
    if (!found) return null;
    const beside = { checkpoint: this.client.state.checkpoint as unknown, challenge: found.challenge };
    return { outcome: 'verification', step: found.step, state: await this.waiting(beside) } as const;
  }

  private async byHand(asks: 'app' | 'consent', body: Body | null): Promise<LoginResult> {
    return { outcome: 'verification', step: byHandStep(asks, body), state: await this.waiting({}) };
  }

  /** The client's state as the next step of this sign-in needs it. */
  private waiting(beside: Omit<StoredState, 'v' | 'client' | 'via'>): Promise<Secret<string>> {
    return serialize(this.client, { ...beside, ...viaOf(this.via) });
  }

  /** The library has no such call. */
  private async sendTextMessage({ identifier, username }: NonNullable<StoredState['twoFactor']>): Promise<SendResult> {
    const { state } = this.client;
    await this.client.request.send({
      url: '/api/v1/accounts/send_two_factor_login_sms/',
      method: 'POST',
      form: this.client.request.sign({
        two_factor_identifier: identifier,
        username,
        _csrftoken: state.cookieCsrfToken,
        guid: state.uuid,
        device_id: state.deviceId,
      }),
    });
    const sent = textMessageSent(this.request.last.body ?? {});
    const twoFactor = { identifier: sent.identifier ?? identifier, username };
    return {
      outcome: 'sent',
      sentTo: sent.to,
      waitSeconds: sent.waitSeconds,
      state: await this.waiting({ twoFactor }),
    };
  }

  private async sendChallengeCode(choice: '0' | '1'): Promise<SendResult> {
    const again = this.stored?.challenge?.sent === true;
    await this.client.challenge.selectVerifyMethod(choice, again);
    const found = await this.challengeAt(this.request.last.body ?? {});
    if (found?.step.asks === 'code') {
      const { sentTo, waitSeconds } = found.step;
      return { outcome: 'sent', sentTo, waitSeconds: waitSeconds ?? 0, state: found.state };
    }
    const failure = classify(this.request.last, 'verification');
    return { outcome: 'failed', failure, state: await serialize(this.client) };
  }
}

const userIn = (answer: unknown): unknown => (answer as { logged_in_user?: unknown }).logged_in_user;

/** Instagram does not know the verification any more. Nothing else is looked for here that could be missing. */
const gone = (failure: Failure): Failure =>
  failure.symbol === 'TARGET_NOT_FOUND'
    ? { symbol: 'VERIFICATION_EXPIRED', side: 'you', scope: 'account', next: 'ask_person', effect: 'none' }
    : failure;
