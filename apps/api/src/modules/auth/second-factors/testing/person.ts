import type {
  LoginAnswer,
  PasskeyOptions,
  RecoveryCodes,
  TotpEnrolment,
  TwoFactorAnswer,
  VerificationNeeded,
} from '@pacekeeper/contracts';
import { PASSWORD } from '@pacekeeper/testing';
import { TOTP } from 'otpauth';
import type { Reply, TestApi } from '../../../../testing/test-api.ts';
import { PurposeTokens } from '../purpose-tokens.ts';
import { type Options, SoftwareAuthenticator } from './software-authenticator.ts';

/** The code of an authenticator app, `steps` away from the one of now. */
export const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

/** A test person with their own user, and what they do with second factors. */
export class Person {
  private constructor(
    private readonly api: TestApi,
    readonly id: string,
    readonly username: string,
    readonly token: string,
  ) {}

  get address(): string {
    return `${this.username}@example.org`;
  }

  static async make(api: TestApi, role: 'admin' | 'user' = 'user'): Promise<Person> {
    const { id, username } = await api.given.user({ role });
    const person = new Person(api, id, username, await api.signIn(username));
    await api.given.sql('UPDATE users SET email = $2, email_key = $2 WHERE id = $1', [id, person.address]);
    return person;
  }

  ask<Body>(method: string, path: string, body?: unknown): Promise<Reply<Body>> {
    return this.api.ask<Body>(method, `/api/${path}`, { token: this.token, ...(body === undefined ? {} : { body }) });
  }

  async twoFactor() {
    return (await this.ask<TwoFactorAnswer>('GET', 'auth/two-factor')).body.two_factor;
  }

  async enroll(): Promise<string> {
    return (await this.ask<TotpEnrolment>('POST', 'auth/totp/enroll')).body.totp.secret;
  }

  confirm(code: string) {
    return this.ask<RecoveryCodes>('POST', 'auth/totp/confirm', { code });
  }

  /** With an authenticator app from here on, none of whose codes was taken yet, and with recovery codes. */
  async withRecoveryCodes(): Promise<{ secret: string; recoveryCodes: string[] }> {
    const secret = await this.enroll();
    const { body } = await this.confirm(codeOf(secret));
    await this.forgetSteps();
    return { secret, recoveryCodes: body.recovery_codes };
  }

  /** With an authenticator app from here on; a recovery code that is there spares the time to hash ten. */
  async withTotp(): Promise<string> {
    await this.aRecoveryCode();
    const { secret } = await this.withRecoveryCodes();
    return secret;
  }

  /** As if time had passed since the last code. */
  forgetSteps() {
    return this.api.given.sql('UPDATE totp_credentials SET last_step = 0 WHERE user_id = $1', [this.id]);
  }

  /** With a passkey from here on, and with recovery codes. */
  async withFirstPasskey() {
    const { options, challenge_token } = await this.registerOptions();
    const authenticator = new SoftwareAuthenticator();
    const reply = await this.register({ challenge_token, credential: authenticator.create(options), name: 'Laptop' });
    return { authenticator, reply };
  }

  /** With a passkey from here on; a recovery code that is there spares the time to hash ten. */
  async withPasskey() {
    await this.aRecoveryCode();
    return this.withFirstPasskey();
  }

  async registerOptions() {
    const { body } = await this.ask<PasskeyOptions>('POST', 'auth/passkeys/register/options');
    return { ...body, options: body.options as unknown as Options & { excludeCredentials: unknown[] } };
  }

  register(body: unknown) {
    return this.ask<{ passkey: { id: string }; recovery_codes?: string[] }>('POST', 'auth/passkeys/register', body);
  }

  login() {
    const body = { username: this.username, password: PASSWORD };
    return this.api.ask<VerificationNeeded & LoginAnswer>('POST', '/api/auth/login', { body });
  }

  async verificationToken(): Promise<string> {
    return (await this.login()).body.verification_token;
  }

  private aRecoveryCode() {
    return this.api.given.sql(
      `INSERT INTO recovery_codes (user_id, number, code_hash) VALUES ($1, 9, 'none') ON CONFLICT DO NOTHING`,
      [this.id],
    );
  }

  /** As many tokens as that many sign-ins would give, without the time for hashing passwords. */
  async verificationTokens(many: number): Promise<string[]> {
    const [row] = await this.api.given.sql<{ at: Date }>('SELECT password_changed_at AS at FROM users WHERE id = $1', [
      this.id,
    ]);
    const tokens = this.api.app.get(PurposeTokens, { strict: false });
    const said = { sub: this.id, pwd: row?.at.getTime() ?? 0 };
    return Array.from({ length: many }, () => tokens.make('verification', said).token);
  }

  verify(verification_token: string, shown: object) {
    return this.api.ask<LoginAnswer>('POST', '/api/auth/login/verify', { body: { verification_token, ...shown } });
  }

  async passkeyOptions(verification_token?: string) {
    const body = verification_token === undefined ? {} : { verification_token };
    const reply = await this.api.ask<PasskeyOptions>('POST', '/api/auth/passkeys/login/options', { body });
    return { ...reply.body, options: reply.body.options as unknown as Options & { allowCredentials?: unknown[] } };
  }

  passkeyLogin(challenge_token: string, credential: unknown) {
    return this.api.ask<LoginAnswer>('POST', '/api/auth/passkeys/login', { body: { challenge_token, credential } });
  }

  async audited(): Promise<string[]> {
    const rows = await this.api.given.sql<{ action: string }>(
      'SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY seq',
      [this.id],
    );
    return rows.map(({ action }) => action).filter((action) => action !== 'sign_in');
  }
}
