import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.ts';
import {
  type AccountState,
  InstagramProvider,
  type InstagramSession,
  PasswordProvider,
  type ProviderName,
} from './instagram.provider.ts';

/** Every provider of this installation. */
export const INSTAGRAM_PROVIDERS = Symbol('INSTAGRAM_PROVIDERS');

/** Instagram, as the rest of Pacekeeper sees it: each account by the provider that its row names. */
@Injectable()
export class InstagramGateway {
  constructor(@Inject(INSTAGRAM_PROVIDERS) private readonly providers: readonly InstagramProvider[]) {}

  /** @throws AppError NOT_SUPPORTED_BY_PROVIDER where this installation has no such provider */
  provider(name: ProviderName): InstagramProvider {
    const found = this.providers.find((one) => one.name === name);
    if (!found) throw new AppError('NOT_SUPPORTED_BY_PROVIDER');
    return found;
  }

  /** The provider whose accounts sign in with a password. @throws AppError NOT_SUPPORTED_BY_PROVIDER where there is none */
  get byPassword(): PasswordProvider {
    const found = this.providers.find((one) => one instanceof PasswordProvider);
    if (!found) throw new AppError('NOT_SUPPORTED_BY_PROVIDER');
    return found;
  }

  /** The client of a connected account, for the length of one turn. */
  open({ provider, state }: AccountState): Promise<InstagramSession> {
    return this.provider(provider).open(state);
  }
}
