import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { hashPassword, randomPassword, verifyPassword } from '../../platform/crypto/passwords.ts';
import { Database } from '../../platform/database/database.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { nameKey } from './name-key.ts';

type State = 'none' | 'pending' | 'settled';

/** The file that shows the random first password until it was changed; readable by its owner alone. */
export const FIRST_PASSWORD_FILE = 'first-admin-password';

/** The first administrator: made once, in an installation that never had one. */
@Injectable()
export class FirstAdmin {
  private readonly file: string;

  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.file = join(config.dataDir, FIRST_PASSWORD_FILE);
  }

  async ensure(): Promise<void> {
    if ((await this.state()) === 'none') await this.create();
    await this.forgetWhereSettled();
    if ((await this.state()) !== 'settled' && !this.config.firstAdmin.password) await this.sayWhere();
  }

  /** Once it was changed, the generated password is no longer valid, and its file is removed. */
  async forgetWhereSettled(): Promise<void> {
    if ((await this.state()) !== 'settled') return;
    try {
      await rm(this.file, { force: true });
    } catch (error) {
      // The password in it is no longer valid, so a failed removal does not fail the change.
      this.logger.warn({ error, file: this.file }, 'the file with the first password could not be removed');
    }
  }

  /** The password that the installation gave may have been replaced by one that an administrator or operator handed over. */
  private async sayWhere(): Promise<void> {
    if (await this.opens(await this.shown())) {
      this.logger.info({ file: this.file }, 'the first administrator has a one-time password: it is in this file');
      return;
    }
    await rm(this.file, { force: true });
    const text =
      'the first administrator has a one-time password that is in no file: npm run admin -- reset NAME makes one';
    this.logger.info({ username: this.config.firstAdmin.username }, text);
  }

  /** What the file shows; null where there is none. */
  private async shown(): Promise<string | null> {
    try {
      return (await readFile(this.file, 'utf8')).trim();
    } catch {
      return null;
    }
  }

  private async opens(password: string | null): Promise<boolean> {
    if (password === null) return false;
    const key = nameKey(this.config.firstAdmin.username);
    const [found] = await this.db.system<{ password_hash: string }>('auth_find_user', [key]);
    return found !== undefined && verifyPassword(found.password_hash, password, 'ours');
  }

  private async state(): Promise<State> {
    const [row] = await this.db.system<{ first_admin_state: State }>('first_admin_state');
    return row?.first_admin_state ?? 'settled';
  }

  private async create(): Promise<void> {
    const { username, email, password } = this.config.firstAdmin;
    const hash = await hashPassword(password?.open() ?? (await this.keptPassword()), 'ours');
    await this.db.system('bootstrap_first_admin', [username, nameKey(username), email, email && nameKey(email), hash]);
  }

  /** Written before the user is made, so that an interrupted start loses nothing. */
  private async keptPassword(): Promise<string> {
    try {
      await writeFile(this.file, `${randomPassword()}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return (await readFile(this.file, 'utf8')).trim();
  }
}
