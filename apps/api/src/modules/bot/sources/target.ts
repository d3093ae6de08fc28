import type { TargetKind } from '@pacekeeper/contracts';
import type { InstagramMedia, InstagramUser, Page } from '../../instagram/index.ts';

/** A person. */
export interface UserTarget extends InstagramUser {
  readonly kind: 'user';
}

/** A post or reel of a person. */
export interface MediaTarget extends Pick<InstagramMedia, 'id' | 'owner' | 'hasLiked'> {
  readonly kind: 'media';
}

export interface Targets {
  readonly user: UserTarget;
  readonly media: MediaTarget;
}

export type Target = Targets[TargetKind];

/** A page of a source. */
export interface TargetPage<T extends Target = Target> extends Page<T> {
  /** Names that the job gave and that nobody has. */
  readonly missing?: readonly string[];
}

export const personOf = (target: Target): InstagramUser => (target.kind === 'media' ? target.owner : target);

/** What "never twice" is about: the media's id for what is done to media, else the person's. */
export const objectIdOf = (target: Target, on: TargetKind): string =>
  on === 'media' && target.kind === 'media' ? target.id : personOf(target).pk;

export const usersOf = ({ items, ...page }: Page<InstagramUser>): TargetPage<UserTarget> => ({
  ...page,
  items: items.map((user) => ({ kind: 'user', ...user })),
});

export const mediaOf = ({ items, ...page }: Page<InstagramMedia>): TargetPage<MediaTarget> => ({
  ...page,
  items: items.map(({ id, owner, hasLiked }) => ({ kind: 'media', id, owner, hasLiked })),
});
