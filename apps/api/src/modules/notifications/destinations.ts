import type { ChannelInput, ChannelKind } from '@pacekeeper/contracts';

/** Anyone who knows the address of such a channel may write there: it is kept as a secret, and shown as its host. */
export const isSecretAddress = (kind: ChannelKind): boolean => kind === 'slack' || kind === 'discord';

const shownAs = (address: string): string => `${new URL(address).origin}/\u2026`;

/** What is stored of a channel in plain and as its secret; `shown` is what was given back of it, and undefined keeps a secret. */
export const destinationOf = (
  channel: ChannelInput,
  shown: string | null,
): { readonly target: string | null; readonly secret: string | undefined } => {
  switch (channel.kind) {
    case 'mail':
      return { target: null, secret: undefined };
    case 'webhook':
    case 'telegram':
      return { target: channel.target, secret: channel.secret };
    case 'slack':
    case 'discord': {
      const target = shownAs(channel.target);
      const isShown = channel.target === target || channel.target === shown;
      return { target: isShown && shown !== null ? shown : target, secret: isShown ? undefined : channel.target };
    }
  }
};
