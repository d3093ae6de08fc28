import { redirect, type LoaderFunctionArgs } from 'react-router';
import { paths } from '../paths.ts';
import { session } from './session.ts';

const here = (request: Request): string => {
  const { pathname, search } = new URL(request.url);
  return pathname + search;
};

/** Loader of the screens that need a sign-in: leads to it, or to the change of a password that must be changed. */
export const requireSignIn = async ({ request }: LoaderFunctionArgs): Promise<null> => {
  await session.ready();
  const state = session.state();
  if (state.status !== 'signed_in') throw redirect(paths.login.href({ next: here(request) }));
  const changing = new URL(request.url).pathname === paths.changePassword.href();
  if (state.mustChangePassword && !changing) throw redirect(paths.changePassword.href());
  return null;
};

/** Loader of the sign-in page: whoever is signed in already goes on. */
export const requireSignedOut = async ({ request }: LoaderFunctionArgs): Promise<null> => {
  await session.ready();
  if (session.state().status === 'signed_in') throw redirect(paths.login.nextOf(new URL(request.url).searchParams));
  return null;
};

/** True where a screen may begin to load its data. */
export const mayLoad = async (): Promise<boolean> => {
  await session.ready();
  const state = session.state();
  return state.status === 'signed_in' && !state.mustChangePassword;
};
