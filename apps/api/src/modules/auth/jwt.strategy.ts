import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { CallerCache } from './caller-cache.ts';
import { CallersRepository } from './callers.repository.ts';
import { type AccessClaims, ALGORITHM, AUDIENCE, ISSUER, TokensService } from './tokens.service.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The access token says who; whether they still may is what the database says (see CallerCache). */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly db: Database,
    private readonly callers: CallersRepository,
    private readonly cache: CallerCache,
    tokens: TokensService,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
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

  /** @throws AppError TOKEN_INVALID where the token is for another purpose or the login session has ended. */
  async validate({ sub, sid, typ, exp }: AccessClaims): Promise<Caller> {
    const ours = typ === 'access' && UUID.test(sub) && UUID.test(sid) && Number.isInteger(exp);
    if (!ours) throw new AppError('TOKEN_INVALID');
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
