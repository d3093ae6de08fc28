/** A user of the world, whether or not anyone can sign in as them. Ids are strings of digits throughout. */
export interface Person {
  readonly pk: string;
  readonly username: string;
  readonly fullName: string;
  readonly biography: string;
  readonly isPrivate: boolean;
  readonly isVerified: boolean;
  readonly hasPicture: boolean;
  /** A business account; absent: it is none. */
  readonly isBusiness?: boolean;
  /** Position among the generated users; -1 for those that were created later. */
  readonly index: number;
}

export interface Post {
  readonly pk: string;
  readonly ownerPk: string;
  /** Seconds since 1970. */
  readonly takenAt: number;
  /** 1 a photo, 2 a video, 8 an album. */
  readonly type: 1 | 2 | 8;
  readonly caption: string;
  readonly tags: readonly string[];
  readonly placePk: string | null;
  /** What the world liked and said before anyone signed in. */
  readonly baseLikes: number;
  readonly baseComments: number;
}

export interface Place {
  readonly pk: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly lat: number;
  readonly lng: number;
}

export interface StoryItem {
  readonly pk: string;
  readonly ownerPk: string;
  readonly takenAt: number;
  readonly expiresAt: number;
}

/** What a world is grown from: the same spec gives the same users, media and ids. */
export interface WorldSpec {
  readonly seed: number;
  readonly users: number;
  /** Media of a user, on average. */
  readonly postsPerUser: number;
  /** Milliseconds since 1970; ages are counted back from here. */
  readonly createdAt: number;
}

/** The id of a medium as the wire writes it. */
export const mediaId = (item: { pk: string; ownerPk: string }): string => `${item.pk}_${item.ownerPk}`;
