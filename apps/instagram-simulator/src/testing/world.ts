import type { ControlClient } from './control-client.ts';

export interface WorldUser {
  readonly pk: string;
  readonly username: string;
  readonly is_private: boolean;
  readonly followers: number;
  readonly following: number;
  readonly media: number;
  readonly stories: number;
}

/** Users of the world that fit. */
export const usersLike = async (control: ControlClient, fits: (user: WorldUser) => boolean): Promise<WorldUser[]> =>
  (await control.get<{ items: WorldUser[] }>('/users?limit=1000')).items.filter(fits);

export const userLike = async (control: ControlClient, fits: (user: WorldUser) => boolean): Promise<WorldUser> => {
  const [user] = await usersLike(control, fits);
  if (!user) throw new Error('nobody in the world fits');
  return user;
};

export interface CountView {
  readonly account: string;
  readonly action: string;
  readonly target: string;
  readonly requests: number;
  readonly accepted: number;
  readonly applied: number;
  readonly changes: number;
}

export const effectsOf = async (control: ControlClient, account: string): Promise<CountView[]> =>
  (await control.get<{ items: CountView[] }>(`/effects?account=${account}`)).items;
