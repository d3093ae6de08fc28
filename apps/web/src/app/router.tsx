import { createBrowserRouter, redirect } from 'react-router';
import { RouteError } from '../components/route-error.tsx';
import * as signIn from '../features/sign-in/routes/sign-in.route.tsx';
import { paths } from '../lib/paths.ts';
import { requireSignedOut, requireSignIn } from '../lib/session/guard.ts';
import { allowedGate } from './allowed-gate.tsx';
import { RootLayout } from './root-layout.tsx';
import { SignedInGate } from './signed-in-gate.tsx';
import { Starting } from './starting.tsx';

/** Only the sign-in page comes with the first script; every other screen brings its own. */
export const router = createBrowserRouter([
  {
    Component: RootLayout,
    HydrateFallback: Starting,
    ErrorBoundary: RouteError,
    children: [
      { path: paths.login.pattern, loader: requireSignedOut, ...signIn },
      {
        lazy: () => import('./shell/frame.tsx'),
        children: [
          {
            loader: requireSignIn,
            Component: SignedInGate,
            ErrorBoundary: RouteError,
            children: [
              { path: paths.home.pattern, loader: () => redirect(paths.automation.href()) },
              {
                path: paths.automation.pattern,
                lazy: () => import('../features/automation/routes/automation.route.tsx'),
              },
              { path: paths.activity.pattern, lazy: () => import('../features/activity/routes/activity.route.tsx') },
              {
                path: paths.changePassword.pattern,
                lazy: () => import('../features/profile/routes/change-password.route.tsx'),
              },
              {
                Component: allowedGate('user.read'),
                children: [
                  { path: paths.users.pattern, lazy: () => import('../features/users/routes/users.route.tsx') },
                ],
              },
              {
                Component: allowedGate('quota.update'),
                children: [
                  { path: paths.quotas.pattern, lazy: () => import('../features/quotas/routes/quotas.route.tsx') },
                ],
              },
            ],
          },
          {
            path: paths.knowledgeBase.pattern,
            lazy: () => import('../features/knowledge-base/routes/knowledge-base.route.tsx'),
          },
          {
            path: paths.errorCode.pattern,
            lazy: () => import('../features/knowledge-base/routes/error-code.route.tsx'),
          },
          { path: '*', lazy: () => import('./not-found.tsx') },
        ],
      },
    ],
  },
]);
