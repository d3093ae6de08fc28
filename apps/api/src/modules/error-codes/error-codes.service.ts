import { Inject, Injectable } from '@nestjs/common';
import { ERROR_SYMBOLS, type ErrorCode, errorEntry, type ErrorSymbol, symbolOfCode } from '@pacekeeper/contracts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { helpLink } from '../../platform/http/problem.filter.ts';
import { ActivityService } from '../activity/index.ts';
import type { Refused } from './refusals.repository.ts';
import { RefusalsService } from './refusals.service.ts';

/** What bots and sign-ins at Instagram met, and what requests were refused with: each code once. */
const sumOf = (...lists: ReadonlyArray<readonly Refused[]>): ReadonlyMap<string, Refused> => {
  const sums = new Map<string, Refused>();
  for (const { code, times, last_at } of lists.flat()) {
    const known = sums.get(code);
    sums.set(code, {
      code,
      times: times + (known?.times ?? 0),
      last_at: known && known.last_at > last_at ? known.last_at : last_at,
    });
  }
  return sums;
};

@Injectable()
export class ErrorCodesService {
  constructor(
    private readonly activity: ActivityService,
    private readonly refusals: RefusalsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(caller: Caller): Promise<ErrorCode[]> {
    const occurred = sumOf(await this.activity.occurrences(caller), await this.refusals.occurrences(caller));
    return ERROR_SYMBOLS.map((symbol) => {
      const entry = this.view(symbol);
      const found = occurred.get(entry.code);
      return found
        ? { ...entry, occurrences: found.times, last_at: found.last_at.toISOString() }
        : { ...entry, occurrences: 0 };
    });
  }

  /** By its code or its symbol. @throws AppError NOT_FOUND */
  async get(caller: Caller, codeOrSymbol: string): Promise<ErrorCode> {
    const symbol = symbolOfCode(codeOrSymbol) ?? codeOrSymbol;
    const found = (await this.list(caller)).find((entry) => entry.error === symbol);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  private view(symbol: ErrorSymbol): ErrorCode {
    const { message, steps, situations: _, ...entry } = errorEntry(symbol);
    return {
      ...entry,
      error: symbol,
      // The parameters stand for what an occurrence says.
      message: message.replaceAll(/\{(\w+)\}/g, '…'),
      steps: [...steps],
      help: helpLink(this.config.publicUrl, entry.code),
    };
  }
}
