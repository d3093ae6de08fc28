import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Mail as files, for an installation without a mail server; for their owner's eyes alone. */
export class Outbox {
  constructor(readonly folder: string) {}

  /** Writes a message under a name of its own that begins with its time; it appears whole or not at all. */
  async write(message: Buffer, at: Date): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = `${at.toISOString().replaceAll(/[-:.]/g, '')}-${randomUUID()}`;
    const draft = join(this.folder, `.${name}.part`);
    try {
      await writeFile(draft, message, { mode: 0o600, flag: 'wx' });
      await rename(draft, join(this.folder, `${name}.eml`));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}
