import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { Clock } from '../../../platform/clock/clock.ts';
import { testConfig } from '../../../testing/test-config.ts';
import { TokensService } from '../tokens.service.ts';
import { PurposeTokens } from './purpose-tokens.ts';
import { SpentTokensRepository } from './spent-tokens.repository.ts';

const OLD = 'an-old-secret-of-this-spec-file-0123456789';
const NEW = 'a-new-secret-of-this-spec-file-01234567890';
const USER = '018f2f6e-7d3c-4c11-9a55-0123456789ab';

class FixedClock extends Clock {
  at = Date.UTC(2026, 10, 2, 12);
  now = () => new Date(this.at);
  monotonic = () => this.at;
  chance = () => 0;
  sleep = () => Promise.resolve();
}

const clock = new FixedClock();
const config = (secret: string) => testConfig({ DATABASE_URL: 'postgres://nowhere/none', JWT_SECRET: secret });
const tokensOf = (secret: string) => new PurposeTokens(config(secret), clock, new SpentTokensRepository());

const tokens = tokensOf(NEW);
const pwd = clock.at;
const made = {
  verification: tokens.make('verification', { sub: USER, pwd }).token,
  passkey_login: tokens.make('passkey_login', { challenge: 'abc' }).token,
  passkey_register: tokens.make('passkey_register', { sub: USER, challenge: 'abc' }).token,
};
const PURPOSES = Object.keys(made) as Array<keyof typeof made>;
const refusal = (purpose: keyof typeof made) => ({
  symbol: purpose === 'verification' ? 'TOKEN_INVALID' : 'SECOND_FACTOR_INVALID',
});

const refused = (one: PurposeTokens, purpose: keyof typeof made, token: string): unknown => {
  try {
    return one.read(purpose, token);
  } catch (error) {
    return error;
  }
};

describe('a token for one purpose', () => {
  it.each(PURPOSES)('%s serves it, and says what was put in', (purpose) => {
    expect(tokens.read(purpose, made[purpose])).toMatchObject({ typ: purpose });
    expect(tokens.read('verification', made.verification)).toMatchObject({ sub: USER, pwd });
  });

  it.each(PURPOSES.flatMap((from) => PURPOSES.filter((to) => to !== from).map((to) => [from, to] as const)))(
    '%s does not serve %s',
    (from, to) => expect(refused(tokens, to, made[from])).toMatchObject(refusal(to)),
  );

  it.each(PURPOSES)('%s is not served by an access token, even with its audience', (purpose) => {
    const access = new TokensService(config(NEW), clock).access(USER, USER).token;
    const said = { typ: purpose, sub: USER, pwd, challenge: 'abc', jti: USER, iat: pwd / 1000, exp: pwd / 1000 + 60 };
    const audience = `pacekeeper-${purpose.replace('_', '-')}`;
    const forged = jwt.sign(said, createSecretKey(Buffer.from(NEW)), { issuer: 'pacekeeper', audience });
    for (const token of [access, forged]) expect(refused(tokens, purpose, token)).toMatchObject(refusal(purpose));
  });

  it('is refused in every form that is not ours', () => {
    const [head = '', body = '', tag = ''] = made.verification.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const notJson = Buffer.from('{').toString('base64url');
    const forms = ['', 'rubbish', 'a.b.c', `${head}.${body}.`, `${none}.${body}.`, `${none}.${body}.${tag}`];
    forms.push(`${head}.${notJson}.${tag}`, `${notJson}.${body}.${tag}`, `${made.verification}x`);
    for (const form of forms) {
      expect([form, refused(tokens, 'verification', form)]).toMatchObject([form, refusal('verification')]);
    }
  });

  it('holds for five minutes', () => {
    const fresh = tokens.make('verification', { sub: USER, pwd });
    clock.at += 299_000;
    expect(tokens.read('verification', fresh.token).sub).toBe(USER);
    clock.at += 2_000;
    expect(refused(tokens, 'verification', fresh.token)).toMatchObject(refusal('verification'));
    clock.at = pwd;
  });

  it('stays valid while its secret is in the list, and signs with the newest', () => {
    const before = tokensOf(OLD).make('verification', { sub: USER, pwd }).token;
    const rotated = tokensOf(`${NEW},${OLD}`);
    expect(rotated.read('verification', before).sub).toBe(USER);
    expect(tokens.read('verification', rotated.make('verification', { sub: USER, pwd }).token).sub).toBe(USER);
    expect(refused(tokens, 'verification', before)).toMatchObject(refusal('verification'));
  });
});
