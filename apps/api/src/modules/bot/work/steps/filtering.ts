import type { Filters } from '@pacekeeper/contracts';
import { type Answer, type InstagramSession, mapAnswer } from '../../../instagram/index.ts';
import type { Options } from '../../actions/action.ts';
import type { Become, Preparation } from '../../actions/preparation.ts';
import { judge, needsLastPost, needsProfile, type TargetFacts } from '../../deciding/filters.ts';
import type { PlannedPerson } from '../../deciding/planner.ts';
import { type KnownProfile, profileFactsOf } from '../../profiles/profile-facts.ts';
import type { KnownPeople } from '../known-people.ts';

/** What is read of people before anything is done to them, and the profiles among it. */
export interface Readings {
  readonly become: Become;
  readonly profiles: readonly KnownProfile[];
}

/** How the people of a job are prepared: the most at once, and the calls that it takes. Null: nothing has to be read. */
export const preparationOf = (
  preparation: Preparation | null,
  filters: Filters,
  options: Options,
): { atOnce: number; calls: number } | null => {
  const own = preparation?.wanted(options) ? preparation : null;
  const forFilters = (needsProfile(filters) ? 1 : 0) + (needsLastPost(filters) ? 1 : 0);
  if (forFilters > 0) return { atOnce: 1, calls: forFilters + (own?.calls(options) ?? 0) };
  return own && { atOnce: own.atOnce, calls: own.calls(options) };
};

interface Job {
  readonly filters: Filters;
  readonly options: Options;
  readonly known: KnownPeople;
  readonly now: Date;
}

const isPerson = ({ pk, object }: PlannedPerson): boolean => pk === object;

const kept =
  (object: string): Become =>
  () => ({ objects: [{ id: object, details: null }] });

/** What the action itself reads of people; of a post, or without anything to read, they stay what they are. */
const own = async (
  preparation: Preparation | null,
  session: InstagramSession,
  people: readonly PlannedPerson[],
  options: Options,
): Promise<Answer<Become>> => {
  const [first] = people;
  if (preparation?.wanted(options) && first && isPerson(first)) return preparation.read(session, people, options);
  return { ok: true, durationMs: 0, value: kept(first?.object ?? '') };
};

/** The newest post as the filters ask for it. */
const lastPostOf = async (session: InstagramSession, pk: string): Promise<Answer<TargetFacts['lastPost']>> =>
  mapAnswer(await session.mediaPage(pk, null), ({ items: [newest], unreadable }) =>
    newest ? (newest.takenAt ?? 'unknown') : unreadable > 0 ? 'unknown' : 'none',
  );

/**
 * Reads of a person what the filters ask for, the cheap part first, and stops at what leaves them out; then what the action
 * asks for.
 */
export const readPeople = async (
  preparation: Preparation | null,
  session: InstagramSession,
  people: readonly PlannedPerson[],
  { filters, options, known, now }: Job,
): Promise<Answer<Readings>> => {
  const profiles: KnownProfile[] = [];
  const [person] = people;
  if (person && (needsProfile(filters) || needsLastPost(filters))) {
    const stored = known.of(person.pk);
    let facts: TargetFacts = {
      ...stored,
      // The page said so before, and the rest of it was judged then.
      isPrivate: false,
      isVerified: false,
      isOwnAccount: false,
      alreadyDone: false,
      lastPost: null,
    };
    for (;;) {
      const verdict = judge(facts, { ...filters, skip_private: false, skip_verified: false }, now);
      if (verdict.kind === 'pass') break;
      if (verdict.kind === 'skip') {
        const { symbol } = verdict;
        return { ok: true, durationMs: 0, value: { become: () => ({ leaveOut: symbol }), profiles } };
      }
      if (verdict.what === 'profile') {
        const answer = await session.profile(person.pk);
        if (!answer.ok) return answer;
        profiles.push(answer.value);
        facts = { ...facts, profile: profileFactsOf(answer.value, known.languageOf) };
      } else {
        const answer = await lastPostOf(session, person.pk);
        if (!answer.ok) return answer;
        facts = { ...facts, lastPost: answer.value };
      }
    }
  }
  return mapAnswer(await own(preparation, session, people, options), (become) => ({ become, profiles }));
};
