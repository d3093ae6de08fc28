import type { TargetKind } from '@pacekeeper/contracts';
import type { InstagramUser } from '../../instagram/index.ts';

/** A person. */
export interface UserTarget extends InstagramUser {
  readonly kind: 'user';
}

/** A post, reel or story of a person. */
export interface MediaTarget {
  readonly kind: 'media';
  readonly id: string;
  readonly owner: InstagramUser;
}

export interface Targets {
  readonly user: UserTarget;
  readonly media: MediaTarget;
}

export type Target = Targets[TargetKind];

/** What "never twice" is about: the media's id for what is done to media, else the person's. */
export const objectIdOf = (target: Target): string => (target.kind === 'media' ? target.id : target.pk);

export const personOf = (target: Target): InstagramUser => (target.kind === 'media' ? target.owner : target);
