import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { newLinkToken } from '../../../platform/crypto/link-token.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type MailParams, MailsService, type WaitingMail } from '../../mails/index.ts';
import { nameKey } from '../../users/index.ts';
import { ResetTokensRepository } from './reset-tokens.repository.ts';

interface Validity {
  readonly ms: number;
  readonly words: string;
}

const MINUTE_MS = 60_000;
/** How long a reset link serves. */
export const RESET_SECONDS = 30 * 60;
const RESET: Validity = { ms: RESET_SECONDS * 1_000, words: '30 minutes' };
/** An invited user did not just ask for it, and may read their mail after the weekend. */
const INVITATION: Validity = { ms: 72 * 60 * MINUTE_MS, words: '72 hours' };

/** Makes the links for choosing a password, when the mail that carries them is sent. */
@Injectable()
export class ResetLinks implements OnModuleInit {
  constructor(
    private readonly mails: MailsService,
    private readonly tokens: ResetTokensRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.mails.prepareWith('password_reset', (tx, mail) => this.prepare(tx, mail, RESET));
    this.mails.prepareWith('invitation', (tx, mail) => this.prepare(tx, mail, INVITATION));
  }

  /** Null if the user was disabled or changed their address since; also if that happens concurrently. */
  private async prepare(tx: Tx, mail: WaitingMail, { ms, words }: Validity): Promise<MailParams | null> {
    const link = await this.make(tx, nameKey(mail.recipient), ms);
    return link === null ? null : { link, valid_for: words };
  }

  /** The token is after the #, which browsers do not send: it appears in no log and no referrer. */
  private async make(tx: Tx, emailKey: string, ms: number): Promise<string | null> {
    const createdAt = this.clock.now();
    const id = randomUUID();
    const { text, hash } = newLinkToken(tx.userId, id);
    const expiresAt = new Date(createdAt.getTime() + ms);
    if (!(await this.tokens.create(tx, { id, hash, emailKey, createdAt, expiresAt }))) return null;
    return `${this.config.publicUrl}/reset-password#token=${text}`;
  }
}
