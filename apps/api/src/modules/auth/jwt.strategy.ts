import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { API_TOKEN_PREFIX } from '@pacekeeper/contracts';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { ApiTokenCallers } from './api-tokens/api-token-callers.service.ts';
import { CallerCache } from './caller-cache.ts';
import { CallersRepository } from './callers.repository.ts';
import { type AccessClaims, ALGORITHM, AUDIENCE, ISSUER, TokensService } from './tokens.service.ts';
import { VerifiedTokens } from './verified-tokens.ts';

type Asking = Pick<IncomingMessage, 'headers'>;

const tokenIn = ExtractJwt.fromAuthHeaderAsBearerToken() as (request: Asking) => string | null;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The access token, or an API token, identifies the user; whether they still have access is up to the database (see CallerCache). */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  private readonly verified = new VerifiedTokens();

  constructor(
    private readonly db: Database,
    private readonly callers: CallersRepository,
    private readonly cache: CallerCache,
    private readonly clock: Clock,
    private readonly apiTokens: ApiTokenCallers,
    tokens: TokensService,
  ) {
    super({
      jwtFromRequest: tokenIn,
      passReqToCallback: true,
      secretOrKeyProvider: (_request, token: string, done) => {
        const key = tokens.accessKey(token);
        // Typed for strings and buffers; the verifier behind it takes a KeyObject, forty times as fast.
        if (key) done(null, key as unknown as Buffer);
        else done(new AppError('TOKEN_INVALID'));
      },
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
    });
  }

  /** A token that was checked before is not checked again; its user is looked up each time. */
  override authenticate(request: Asking, options?: object): void {
    const token = tokenIn(request);
    if (token?.startsWith(API_TOKEN_PREFIX)) return this.settle(this.apiTokens.callerOf(token));
    const claims = token === null ? null : this.verified.find(token, this.clock.now().getTime());
    if (!claims) return super.authenticate(request as never, options);
    this.settle(this.callerOf(claims));
  }

  private settle(found: Promise<Caller>): void {
    found.then(
      (caller) => this.success(caller),
      (error: unknown) => this.error(error as Error),
    );
  }

  /** @throws AppError TOKEN_INVALID where the token is for another purpose or the login session has ended. */
  async validate(request: Asking, claims: AccessClaims): Promise<Caller> {
    const { sub, sid, typ, exp } = claims;
    const ours = typ === 'access' && UUID.test(sub) && UUID.test(sid) && Number.isInteger(exp);
    if (!ours) throw new AppError('TOKEN_INVALID');
    this.verified.keep(tokenIn(request) ?? '', { sub, sid, typ, exp });
    return this.callerOf(claims);
  }

  private async callerOf({ sub, sid, exp }: AccessClaims): Promise<Caller> {
    const row = await this.cache.find(sub, sid, () => this.db.readAsUser(sub, (tx) => this.callers.find(tx, sid)));
    if (!row) throw new AppError('TOKEN_INVALID');
    return {
      id: row.id,
      role: row.role,
      sessionId: sid,
      mustChangePassword: row.must_change_password,
      mustSetUpTwoFactor: row.must_set_up_two_factor,
      provedAt: row.proved_at,
      timeZone: row.time_zone,
      tokenEndsAt: new Date(exp * 1000),
    };
  }
}
