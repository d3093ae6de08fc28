import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Answer, InstagramSession } from '../../instagram/index.ts';
import type { Details, Options } from './action.ts';

/** A person of a source of whom something has to be read before anything can be done to them. */
export interface Person {
  readonly pk: string;
  readonly username: string | null;
  readonly name: string | null;
}

/** What a person becomes: objects to act on, or a reason why they are left out. */
export type Prepared =
  | { readonly objects: ReadonlyArray<{ readonly id: string; readonly details: Details | null }> }
  | { readonly leaveOut: ErrorSymbol };

/** What decides beside the answer. */
export interface Circumstances {
  readonly options: Options;
  readonly now: Date;
  /** A number in [0, 1), drawn for this person. */
  readonly chance: number;
}

/** Pure: what an answer makes of a person. */
export type Become = (person: Person, circumstances: Circumstances) => Prepared;

/** From people to what can be acted on: one read for some of them, and a pure function of its answer. */
export interface Preparation {
  /** False where a job with these options does without. */
  wanted(options: Options): boolean;
  /** The most people that one read asks about. */
  readonly atOnce: number;
  /** How many calls it takes. */
  calls(options: Options): number;
  read(session: InstagramSession, people: readonly Person[], options: Options): Promise<Answer<Become>>;
}
