import { redirect, type LoaderFunctionArgs } from 'react-router';
import { paths } from '../paths.ts';
import { dutyOf } from './duty.ts';
import { session } from './session.ts';

const here = (request: Request): string => {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
};

/** Loader of the screens that need a sign-in: leads to it, or to what must be done first. */
export const requireSignIn = async ({ request }: LoaderFunctionArgs): Promise<null> => {
  await session.ready();
  const state = session.state();
  if (state.status !== 'signed_in') throw redirect(paths.login.href({ next: here(request) }));
  const duty = dutyOf(state);
  if (duty && new URL(request.url).pathname !== duty) throw redirect(duty);
  return null;
};

/** Loader of the sign-in page: people who are signed in already are redirected. */
export const requireSignedOut = async ({ request }: LoaderFunctionArgs): Promise<null> => {
  await session.ready();
  if (session.state().status === 'signed_in') throw redirect(paths.login.nextOf(new URL(request.url).searchParams));
  return null;
};

/** True where a screen may begin to load its data. */
export const mayLoad = async (): Promise<boolean> => {
  await session.ready();
  const state = session.state();
  return state.status === 'signed_in' && dutyOf(state) === null;
};
