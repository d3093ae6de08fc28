import { Injectable } from '@nestjs/common';
import { type Action as Quota, HOURLY_CAPS } from '@pacekeeper/contracts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Action } from './actions/action.ts';
import { dm } from './actions/dm.action.ts';
import { follow } from './actions/follow.action.ts';
import { like, unlike } from './actions/like.action.ts';
import { storyReaction } from './actions/story-reaction.action.ts';
import { storyView } from './actions/story-view.action.ts';
import { unfollow } from './actions/unfollow.action.ts';
import { followedByBot } from './sources/followed-by-bot.source.ts';
import { hashtag } from './sources/hashtag.source.ts';
import { ofAJob } from './sources/job.source.ts';
import { list } from './sources/list.source.ts';
import { location } from './sources/location.source.ts';
import { commentersOf, likersOf } from './sources/post.source.ts';
import { followersOf, followingOf, ownFollowers, ownFollowing } from './sources/relations.source.ts';
import type { LedgerSource, Source } from './sources/source.ts';

/** Every action and source that this version has. A new one is its file and a word here. */
const ACTIONS: readonly Action[] = [follow, unfollow, like, unlike, storyView, storyReaction, dm];
const SOURCES: ReadonlyArray<Source | LedgerSource> = [
  hashtag,
  location,
  followersOf,
  followingOf,
  ownFollowers,
  ownFollowing,
  likersOf,
  commentersOf,
  followedByBot,
  list,
  ofAJob,
];

/** What can be done, and where targets come from, by the names that jobs carry. */
@Injectable()
export class Kinds {
  private readonly actions = new Map(ACTIONS.map((one) => [one.entry.action, one]));
  private readonly sources = new Map(SOURCES.map((one) => [one.entry.source, one]));

  add(...kinds: ReadonlyArray<Action | Source | LedgerSource>): void {
    for (const one of kinds) {
      if ('perform' in one) this.actions.set(one.entry.action, one);
      else this.sources.set(one.entry.source, one);
    }
  }

  action(name: string): Action {
    return this.actions.get(name) ?? this.missing(`action ${name}`);
  }

  source(name: string): Source | LedgerSource {
    return this.sources.get(name) ?? this.missing(`source ${name}`);
  }

  /** False for a job that another version took, and whose action or source is not here. */
  has({ action, source }: { action: string; source: string }): boolean {
    return this.actions.has(action) && this.sources.has(source);
  }

  spends(action: string): Quota {
    return this.action(action).entry.spends;
  }

  /** The parameters of a job as an answer shows them. */
  shown({
    source,
    params,
  }: {
    source: string;
    params: Readonly<Record<string, unknown>>;
  }): Readonly<Record<string, unknown>> {
    return this.sources.get(source)?.entry.show?.(params) ?? params;
  }

  /** Of each action, by its name. */
  hourlyCaps(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.actions].map(([name, { entry }]) => [name, HOURLY_CAPS[entry.spends]]));
  }

  /** Actions that a target may have again once an earlier one was undone. */
  repeatable(): string[] {
    return [...this.actions].flatMap(([name, { entry }]) => (entry.repeatable ? [name] : []));
  }

  private missing(what: string): never {
    throw new AppError('INTERNAL', {}, { cause: new TypeError(`there is no ${what}`) });
  }
}
