import { Injectable } from '@nestjs/common';
import { type Action as Quota, HOURLY_CAPS } from '@pacekeeper/contracts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Action } from './actions/action.ts';
import { follow } from './actions/follow.action.ts';
import { hashtag } from './sources/hashtag.source.ts';
import type { Source } from './sources/source.ts';

/** Every action and source that this version has. A new one is its file and a word here. */
const ACTIONS: readonly Action[] = [follow];
const SOURCES: readonly Source[] = [hashtag];

/** What can be done, and where targets come from, by the names that jobs carry. */
@Injectable()
export class Kinds {
  private readonly actions = new Map(ACTIONS.map((one) => [one.entry.action, one]));
  private readonly sources = new Map(SOURCES.map((one) => [one.entry.source, one]));

  add(...kinds: ReadonlyArray<Action | Source>): void {
    for (const one of kinds) {
      if ('page' in one) this.sources.set(one.entry.source, one);
      else this.actions.set(one.entry.action, one);
    }
  }

  action(name: string): Action {
    return this.actions.get(name) ?? this.missing(`action ${name}`);
  }

  source(name: string): Source {
    return this.sources.get(name) ?? this.missing(`source ${name}`);
  }

  /** False for a job that another version took, and whose action or source is not here. */
  has({ action, source }: { action: string; source: string }): boolean {
    return this.actions.has(action) && this.sources.has(source);
  }

  spends(action: string): Quota {
    return this.action(action).entry.spends;
  }

  /** Of each action, by its name. */
  hourlyCaps(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.actions].map(([name, { entry }]) => [name, HOURLY_CAPS[entry.spends]]));
  }

  private missing(what: string): never {
    throw new AppError('INTERNAL', {}, { cause: new TypeError(`there is no ${what}`) });
  }
}
