import { Inject, Injectable } from '@nestjs/common';
import { type DemoAccount, demoAccountSchema } from '@pacekeeper/contracts';
import { z } from 'zod';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { readJson } from '../../platform/http/read-json.ts';

const KEPT_MS = 5_000;
const TIMEOUT_MS = 1_000;

const answerSchema = z.object({ items: z.array(demoAccountSchema) });

/** The invented accounts of our own simulator, for people to try; none in mode live or with another simulator. */
@Injectable()
export class DemoAccounts {
  private kept: { readonly at: number; readonly accounts: DemoAccount[] } | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<DemoAccount[]> {
    const url = this.config.instagram.simulatorControlUrl;
    if (!url) return [];
    const now = this.clock.monotonic();
    if (!this.kept || now - this.kept.at > KEPT_MS) this.kept = { at: now, accounts: await this.read(url) };
    return this.kept.accounts;
  }

  private async read(url: string): Promise<DemoAccount[]> {
    try {
      return answerSchema.parse(await readJson(new URL('/demo-accounts', url), TIMEOUT_MS)).items;
    } catch {
      // Without the simulator there is nothing to try; the screens say so by showing none.
      return [];
    }
  }
}
