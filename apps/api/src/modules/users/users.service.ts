import { Injectable } from '@nestjs/common';
import type { CreateUser, CreateUserAnswer, User as UserView, UserList, UserListQuery } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { hashPassword, randomPassword } from '../../platform/crypto/passwords.ts';
import { Database } from '../../platform/database/database.ts';
import type { ReadTx, Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { assertRecentProof } from '../../platform/http/recent-proof.ts';
import type { Caller } from '../../platform/http/access.ts';
import { decodeCursor, page } from '../../platform/http/cursor.ts';
import { AuditService } from '../audit/index.ts';
import { MailsService } from '../mails/index.ts';
import { nameKey } from './name-key.ts';
import { checkPassword } from './password-rules.ts';
import type { User } from './user.entity.ts';
import { UserLimits } from './user-limits.ts';
import { toUserView } from './users.mapper.ts';
import { UsersRepository } from './users.repository.ts';

/** A name of 64 characters, compared: one of them becomes up to 18. */
const NAME_KEY = /^[^\p{Cc}]{1,1152}$/u;

@Injectable()
export class UsersService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersRepository,
    private readonly limits: UserLimits,
    private readonly mails: MailsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Without a password, the answer carries a random one to hand over; with an e-mail address, an invitation goes there.
   * @throws AppError REAUTHENTICATION_REQUIRED for an administrator, PASSWORD_TOO_WEAK, CONFLICT, TOO_MANY_REQUESTS
   */
  async create(admin: Caller, body: CreateUser): Promise<CreateUserAnswer> {
    // Otherwise a person at an unattended screen could create an administrator whose proof is fresh.
    if (body.role === 'admin') assertRecentProof(admin, this.clock.now());
    const names = [body.username, body.email ?? ''];
    if (body.password !== undefined) checkPassword(body.password, names, 'password');
    const password = body.password ?? randomPassword();
    const keys = { usernameKey: nameKey(body.username), emailKey: body.email ? nameKey(body.email) : null };
    await this.db.asAdmin(admin.id, (tx) => this.users.assertFree(tx, keys));
    await this.limits.spend('user_create', admin.id);
    const passwordHash = await hashPassword(password, { userId: admin.id });
    const user = await this.db.asAdmin(admin.id, async (tx) => {
      const made = await this.users.create(tx, {
        ...keys,
        username: body.username,
        email: body.email ?? null,
        passwordHash,
        role: body.role,
        timeZone: body.time_zone ?? admin.timeZone,
      });
      const invited = made.email !== null && body.password === undefined;
      if (invited) await this.mails.enqueue(tx, { userId: made.id, kind: 'invitation', recipient: made.email ?? '' });
      const details = { role: made.role, invited };
      await this.audit.append(tx, { action: 'user_created', subjectId: made.id, details });
      return made;
    });
    return {
      success: true,
      user: toUserView(user),
      ...(body.password === undefined ? { one_time_password: password } : {}),
    };
  }

  async list(admin: Caller, { limit, cursor, search, role, is_active: isActive }: UserListQuery): Promise<UserList> {
    const after = cursor ? (decodeCursor(cursor, [NAME_KEY])[0] ?? null) : null;
    const filter = { search: search ? nameKey(search) : null, role, isActive };
    const rows = await this.db.asAdmin(admin.id, (tx) => this.users.findPage(tx, limit + 1, after, filter));
    return page(rows, limit, toUserView, (user) => [user.usernameKey]);
  }

  /** The caller, or for administrators any user. @throws AppError NOT_FOUND */
  async getFor(caller: Caller, id: string): Promise<UserView> {
    if (caller.id === id) return this.own(id);
    if (caller.role !== 'admin') throw new AppError('NOT_FOUND');
    return this.db.asAdmin(caller.id, (tx) => this.view(tx, id));
  }

  /** The caller, in one round trip. @throws AppError NOT_FOUND */
  own(id: string): Promise<UserView> {
    return this.db.readAsUser(id, (tx) => this.view(tx, id));
  }

  /** @throws AppError NOT_FOUND */
  async view(tx: ReadTx, id: string): Promise<UserView> {
    const user = await this.users.findShown(tx, id);
    if (!user) throw new AppError('NOT_FOUND');
    return toUserView(user);
  }

  async passwordHash(tx: Tx, id: string): Promise<string> {
    return (await this.get(tx, id)).passwordHash;
  }

  /** The stored hash, and when the password was set. */
  async storedPassword(tx: Tx, id: string): Promise<{ hash: string; changedAt: Date }> {
    const { passwordHash, passwordChangedAt } = await this.get(tx, id);
    return { hash: passwordHash, changedAt: passwordChangedAt };
  }

  /** Locks the user until the end of `tx`; false if the password no longer has this hash. */
  holdPassword(tx: Tx, id: string, hash: string): Promise<boolean> {
    return this.users.holdPassword(tx, id, hash);
  }

  /** Replaces the hash `from` with a costlier one of the same password; false if the password was changed meanwhile. */
  rehash(tx: Tx, id: string, from: string, to: string): Promise<boolean> {
    return this.users.rehash(tx, id, from, to);
  }

  /** Sets a password that the user chose; `hash` is of one that `checkOwnPassword` let through. */
  async setOwnPassword(tx: Tx, id: string, hash: string): Promise<UserView> {
    await this.users.setPassword(tx, id, hash, false, this.clock.now());
    return this.view(tx, id);
  }

  /** @throws AppError PASSWORD_TOO_WEAK */
  checkOwnPassword(user: UserView, password: string): void {
    checkPassword(password, [user.username, user.email ?? ''], 'new_password');
  }

  async recordLogin(tx: Tx, id: string): Promise<void> {
    await this.users.recordLogin(tx, id, this.clock.now());
  }

  private async get(tx: Tx, id: string): Promise<User> {
    const user = await this.users.findById(tx, id);
    if (!user) throw new AppError('NOT_FOUND');
    return user;
  }
}
