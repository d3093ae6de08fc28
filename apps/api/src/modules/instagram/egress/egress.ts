import type { ProxyTrouble } from '@pacekeeper/contracts';
import type { Secret } from '../../../platform/crypto/secret.ts';

/**
 * The way that an account's calls take where it has a proxy: through that one, and never past it. `key` is the
 * account's (or the sign-in's) own, so that no kept connection serves two.
 */
export interface Egress {
  readonly key: string;
  readonly url: Secret<string>;
  /** Given with a sign-in, to be the account's when it is through; else it is the account's already. */
  readonly typed?: true;
}

/** What came of a look whether Instagram is reached through a proxy; nothing is asked of Instagram itself. */
export type Reach =
  | { readonly outcome: 'reached' }
  | { readonly outcome: 'failed'; readonly trouble: ProxyTrouble }
  | { readonly outcome: 'refused' };
