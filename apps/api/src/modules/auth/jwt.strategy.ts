import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { LoginSessionsRepository } from './login-sessions.repository.ts';
import { type AccessClaims, ALGORITHM, AUDIENCE, ISSUER, TokensService } from './tokens.service.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The access token says who; whether they still may is read from the database on every request. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly db: Database,
    private readonly sessions: LoginSessionsRepository,
    tokens: TokensService,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // Typed for strings and buffers; the verifier behind it takes a KeyObject, forty times as fast.
      secretOrKey: tokens.key as unknown as Buffer,
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
    });
  }

  /** @throws AppError TOKEN_INVALID where the token is for another purpose or the login session has ended. */
  async validate({ sub, sid, typ, exp }: AccessClaims): Promise<Caller> {
    if (typ !== 'access' || !UUID.test(sub) || !UUID.test(sid)) throw new AppError('TOKEN_INVALID');
    const row = await this.db.asUser(sub, (tx) => this.sessions.findCaller(tx, sid));
    if (!row) throw new AppError('TOKEN_INVALID');
    return {
      id: row.id,
      role: row.role,
      sessionId: sid,
      mustChangePassword: row.must_change_password,
      timeZone: row.time_zone,
      tokenEndsAt: new Date(exp * 1000),
    };
  }
}
