import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type HashLane, verifyNothing, verifyPassword } from '../../../platform/crypto/passwords.ts';
import { Database } from '../../../platform/database/database.ts';
import { AppError, tooManyRequests } from '../../../platform/errors/app-error.ts';
import { addressGroup } from '../../../platform/http/client-address.ts';
import { AuditService } from '../../audit/index.ts';
import { nameKey, UserLimits, UsersService } from '../../users/index.ts';
import type { Device } from '../device.ts';
import { Attempts } from './attempts.ts';
import { KnownDevices } from './known-device.ts';

/** How long attempts count, seconds. */
const WINDOW = 15 * 60;
/** Passwords that are looked at: for one user over all addresses, from one known device, in one login session. */
const MOST = 10;
/** An attempt under way weighs one, a failed one two: thirty failures, or sixty people who sign in at once. */
const MOST_FROM_ADDRESS = 60;

/** What `auth_find_user` returns. */
interface FoundUser extends Record<string, unknown> {
  readonly id: string;
  readonly password_hash: string;
  readonly is_active: boolean;
}

/** The points taken before the password is checked. */
interface Bucket {
  readonly kind: 'account' | 'device';
  readonly key: string;
  /** Without attempts left, nothing is checked. */
  readonly allowed: boolean;
}

/** The only place that compares a typed password with a stored one, and that counts how often it was wrong. */
@Injectable()
export class PasswordProof implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly limits: UserLimits,
    private readonly attempts: Attempts,
    private readonly devices: KnownDevices,
    private readonly audit: AuditService,
  ) {}

  /** The first verification takes twice as long, which would reveal that a name does not exist; run it at startup. */
  onModuleInit(): void {
    void verifyNothing('', 'ours');
  }

  /**
   * Whose name and password these are. A stranger learns neither that a name exists nor that it is locked: an unknown
   * name, a wrong password, a disabled user and a user of whom too much was guessed get the same answer after the same
   * statements and the same hashing.
   * @throws AppError INVALID_CREDENTIALS; TOO_MANY_REQUESTS for an address with too many failures; ACCOUNT_LOCKED on a
   * device that the user has signed in on before
   */
  async prove(typed: string, password: string, device: Device): Promise<string> {
    const name = nameKey(typed);
    const [found = null] = await this.db.system<FoundUser>('auth_find_user', [name]);
    const known = found && this.devices.find(device.known, found.id, found.password_hash);
    const bucket = known ? await this.takeKnown(found, known) : await this.takeStrange(found?.id ?? name, device);
    // Strangers queue by address: a lane for each user would reveal whether the user exists.
    const lane = known && found ? { userId: found.id } : { address: addressGroup(device.address) };
    const right = await this.compare(bucket.allowed ? found : null, password, lane).catch(async (error: unknown) => {
      // Nothing was checked.
      await this.giveBack(bucket, device);
      throw error;
    });
    if (found && right && found.is_active) {
      await this.giveBack(bucket, device);
      return found.id;
    }
    if (bucket.kind === 'account') await this.takeFromAddress(device);
    await this.note(found, bucket.allowed ? (right ? 'inactive' : 'password') : 'locked');
    throw new AppError('INVALID_CREDENTIALS');
  }

  /** Proves that a signed-in user still knows the password. @throws AppError INVALID_CREDENTIALS, TOO_MANY_REQUESTS */
  async proveAgain(userId: string, password: string, { sessionId }: Device): Promise<void> {
    // Counted for this login session alone: a thief of it cannot keep the owner from changing the password in another.
    const key = `${userId}.${sessionId ?? ''}`;
    const { allowed, retryAfter } = await this.attempts.take('again', key, MOST, WINDOW);
    if (!allowed) throw tooManyRequests(retryAfter);
    await this.limits.spend('password_proof', userId);
    const hash = await this.db.asUser(userId, (tx) => this.users.passwordHash(tx, userId));
    if (!(await verifyPassword(hash, password, { userId }))) {
      await this.audit.note({ action: 'reauthenticated', outcome: 'refused', actorId: userId, subjectId: userId });
      throw new AppError('INVALID_CREDENTIALS');
    }
    await this.attempts.giveBack('again', key);
  }

  private compare(user: FoundUser | null, password: string, lane: HashLane): Promise<boolean> {
    return user ? verifyPassword(user.password_hash, password, lane) : verifyNothing(password, lane);
  }

  private async takeKnown(user: FoundUser, key: string): Promise<Bucket> {
    const { allowed, retryAfter } = await this.attempts.take('device', key, MOST, WINDOW);
    if (!allowed) {
      await this.note(user, 'locked');
      throw new AppError('ACCOUNT_LOCKED', {}, { retryAfter });
    }
    return { kind: 'device', key, allowed };
  }

  /** By the user's id where there is one, so that name and e-mail count together. */
  private async takeStrange(key: string, device: Device): Promise<Bucket> {
    const { allowed, retryAfter } = await this.takeFromAddress(device);
    if (!allowed) throw tooManyRequests(retryAfter);
    return { kind: 'account', key, allowed: (await this.attempts.take('account', key, MOST, WINDOW)).allowed };
  }

  private takeFromAddress({ address }: Device) {
    return this.attempts.take('address', addressGroup(address), MOST_FROM_ADDRESS, WINDOW);
  }

  private async giveBack({ kind, key, allowed }: Bucket, { address }: Device): Promise<void> {
    if (allowed) await this.attempts.giveBack(kind, key);
    if (kind === 'account') await this.attempts.giveBack('address', addressGroup(address));
  }

  /** Without the name: what was typed may be a password. */
  private async note(user: FoundUser | null, reason: 'password' | 'inactive' | 'locked'): Promise<void> {
    await this.audit.note({
      action: 'sign_in_failed',
      outcome: 'refused',
      actorId: null,
      subjectId: user?.id ?? null,
      details: { reason: user ? reason : 'unknown' },
    });
  }
}
