import { Injectable } from '@nestjs/common';
import type { Filters } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { ListsService } from '../../content/index.ts';
import type { Action } from '../actions/action.ts';
import { type LanguageOf, loadLanguageOf } from '../deciding/bio-language.ts';
import { needsProfile, type ProfileFacts } from '../deciding/filters.ts';
import { type KnownFollowers, KnownPeopleRepository } from '../ledger/known-people.repository.ts';
import { type KnownProfile, profileFactsOf } from '../profiles/profile-facts.ts';
import { MOST_PROFILES, ProfilesRepository } from '../profiles/profiles.repository.ts';
import type { LedgerReads } from '../sources/source.ts';

/** What is stored here of a person, as far as the job asks for it. */
export interface KnownPerson {
  readonly optedOut: boolean;
  readonly onBlockList: boolean;
  /** Where the list counts: for an action that spares whom it names. */
  readonly onAllowList: boolean;
  readonly touchedAt: Date | null;
  readonly profile: ProfileFacts | null;
}

/** What is stored here of the people of a page. */
export interface KnownPeople {
  of(pk: string): KnownPerson;
  /** Null where the action does not ask who followed before. */
  readonly followers: KnownFollowers | null;
  readonly languageOf: LanguageOf | null;
}

interface Named {
  readonly pk: string;
  readonly username: string | null;
}

const STRANGER: KnownPerson = {
  optedOut: false,
  onBlockList: false,
  onAllowList: false,
  touchedAt: null,
  profile: null,
};

const DAY_MS = 86_400_000;

/** What decides about people before Instagram is asked: lists, the ledger, profiles of the last day. */
@Injectable()
export class KnownPeopleService {
  constructor(
    private readonly lists: ListsService,
    private readonly people: KnownPeopleRepository,
    private readonly profiles: ProfilesRepository,
    private readonly clock: Clock,
  ) {}

  async find(
    tx: Tx,
    accountId: string,
    people: readonly Named[],
    { filters, action: { spares } }: { filters: Filters; action: Action },
  ): Promise<KnownPeople> {
    const named = [...new Map(people.map((one) => [one.pk, one])).values()];
    const pks = named.map(({ pk }) => pk);
    const listed = await this.lists.standing(tx, accountId, named);
    const followers = spares.includes('known_followers') ? await this.people.followers(tx, accountId, pks) : null;
    const touched = await this.touched(tx, accountId, pks, filters);
    const languageOf = filters.language?.length ? await loadLanguageOf() : null;
    const profiles = await this.profilesOf(tx, accountId, pks, filters);
    const known = new Map(
      named.map(({ pk }, at): [string, KnownPerson] => {
        const profile = profiles.get(pk);
        return [
          pk,
          {
            optedOut: listed[at]?.optedOut ?? false,
            onBlockList: listed[at]?.blocked ?? false,
            onAllowList: spares.includes('allow_listed') && (listed[at]?.allowed ?? false),
            touchedAt: touched.get(pk) ?? null,
            profile: profile ? profileFactsOf(profile, languageOf) : null,
          },
        ];
      }),
    );
    return { of: (pk) => known.get(pk) ?? STRANGER, followers, languageOf };
  }

  reads(tx: Tx, accountId: string): LedgerReads {
    return this.people.reads(tx, accountId, this.clock.now());
  }

  /** Keeps profiles that were read, for the filters of a day. */
  remember(tx: Tx, accountId: string, profiles: readonly KnownProfile[]): Promise<void> {
    return this.profiles.remember(tx, accountId, profiles, this.clock.now());
  }

  private async touched(
    tx: Tx,
    accountId: string,
    pks: readonly string[],
    { not_touched_within_days: days }: Filters,
  ): Promise<ReadonlyMap<string, Date>> {
    if (days === undefined) return new Map();
    return this.people.touched(tx, accountId, pks, new Date(this.clock.now().getTime() - days * DAY_MS));
  }

  private async profilesOf(
    tx: Tx,
    accountId: string,
    pks: readonly string[],
    filters: Filters,
  ): Promise<ReadonlyMap<string, KnownProfile>> {
    if (!needsProfile(filters)) return new Map();
    const found = new Map<string, KnownProfile>();
    for (let from = 0; from < pks.length; from += MOST_PROFILES) {
      const some = await this.profiles.find(tx, accountId, pks.slice(from, from + MOST_PROFILES), this.clock.now());
      for (const [pk, profile] of some) found.set(pk, profile);
    }
    return found;
  }
}
