import type { Config } from '../../platform/config/config.ts';

/** The app version that this process shows to Instagram, as the pause of all bots remembers it. */
export const clientOf = ({ instagram }: Config): string =>
  `${instagram.appVersion ?? 'library'} ${instagram.appVersionCode ?? 'library'}`;
