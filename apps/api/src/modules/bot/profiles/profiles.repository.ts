import { Injectable } from '@nestjs/common';
import type { ReadTx, Tx } from '../../../platform/database/tx.ts';
import type { KnownProfile } from './profile-facts.ts';

/** The most profiles of one statement. */
export const MOST_PROFILES = 200;
/** How long a profile is believed. */
const BELIEVED_MS = 86_400_000;
/** What the columns hold; no account comes near it. */
const LARGEST = 2_147_483_647;

interface Row {
  readonly pk: string;
  readonly username: string;
  readonly full_name: string;
  readonly is_private: boolean;
  readonly is_verified: boolean;
  readonly followers: number | null;
  readonly following: number | null;
  readonly posts: number | null;
  readonly biography: string | null;
  readonly is_business: boolean | null;
  readonly has_picture: boolean | null;
}

const countOf = (count: number | null): number | null => (count === null ? null : Math.min(count, LARGEST));

const toRow = (profile: KnownProfile): Row => ({
  pk: profile.pk,
  username: profile.username,
  full_name: profile.fullName,
  is_private: profile.isPrivate,
  is_verified: profile.isVerified,
  followers: countOf(profile.followers),
  following: countOf(profile.following),
  posts: countOf(profile.posts),
  biography: profile.biography,
  is_business: profile.isBusiness,
  has_picture: profile.hasPicture,
});

const toProfile = (row: Row): KnownProfile => ({
  pk: row.pk,
  username: row.username,
  fullName: row.full_name,
  isPrivate: row.is_private,
  isVerified: row.is_verified,
  followers: row.followers,
  following: row.following,
  posts: row.posts,
  biography: row.biography,
  isBusiness: row.is_business,
  hasPicture: row.has_picture,
});

/** Profiles that an account has read within the last day: each account's own. */
@Injectable()
export class ProfilesRepository {
  /** Of these people, at most MOST_PROFILES, those who are known. */
  async find(
    tx: ReadTx,
    accountId: string,
    pks: readonly string[],
    now: Date,
  ): Promise<ReadonlyMap<string, KnownProfile>> {
    const rows = await tx.sql<Row & Record<string, unknown>>(
      `SELECT pk, username, full_name, is_private, is_verified, followers, following, posts, biography, is_business,
              has_picture
       FROM instagram_profiles
       WHERE account_id = $1 AND user_id = $2 AND pk = ANY ($3::text[]) AND read_at > $4`,
      [accountId, tx.userId, pks.slice(0, MOST_PROFILES), new Date(now.getTime() - BELIEVED_MS)],
    );
    return new Map(rows.map((row) => [row.pk, toProfile(row)]));
  }

  /** Keeps what was read at `now`, each person once; what was read later is not replaced by it. */
  async remember(tx: Tx, accountId: string, profiles: readonly KnownProfile[], now: Date): Promise<void> {
    const rows = [...new Map(profiles.slice(0, MOST_PROFILES).map((one) => [one.pk, toRow(one)])).values()];
    if (rows.length === 0) return;
    await tx.sql(
      `INSERT INTO instagram_profiles AS known
         (account_id, user_id, pk, username, full_name, is_private, is_verified, followers, following, posts, biography,
          is_business, has_picture, read_at)
       SELECT $1, $2, p.pk, p.username, p.full_name, p.is_private, p.is_verified, p.followers, p.following, p.posts,
              p.biography, p.is_business, p.has_picture, $4
       FROM jsonb_to_recordset($3::jsonb) AS p (pk text, username text, full_name text, is_private boolean,
            is_verified boolean, followers integer, following integer, posts integer, biography text,
            is_business boolean, has_picture boolean)
       ORDER BY p.pk
       ON CONFLICT (account_id, user_id, pk) DO UPDATE
         SET username = excluded.username, full_name = excluded.full_name, is_private = excluded.is_private,
             is_verified = excluded.is_verified, followers = excluded.followers, following = excluded.following,
             posts = excluded.posts, biography = excluded.biography, is_business = excluded.is_business,
             has_picture = excluded.has_picture, read_at = excluded.read_at
         WHERE known.read_at <= excluded.read_at`,
      [accountId, tx.userId, JSON.stringify(rows), now],
    );
  }
}
