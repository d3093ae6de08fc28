import { createBrowserRouter, redirect } from 'react-router';
import { RouteError } from './route-error.tsx';
import * as signIn from './routes/sign-in.route.tsx';
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
        path: paths.forgotPassword.pattern,
        lazy: () => import('./routes/forgot-password.route.tsx'),
      },
      {
        path: paths.resetPassword.pattern,
        lazy: () => import('./routes/reset-password.route.tsx'),
      },
      {
        path: paths.confirmEmail.pattern,
        lazy: () => import('./routes/confirm-email.route.tsx'),
      },
      {
        lazy: () => import('./shell/frame.tsx'),
        children: [
          {
            loader: requireSignIn,
            Component: SignedInGate,
            ErrorBoundary: RouteError,
            children: [
              { path: paths.home.pattern, loader: () => redirect(paths.dashboard.href()) },
              { path: paths.dashboard.pattern, lazy: () => import('./routes/dashboard.route.tsx') },
              { path: paths.automation.pattern, lazy: () => import('./routes/automation.route.tsx') },
              { path: paths.automationOf.pattern, lazy: () => import('./routes/automation.route.tsx') },
              { path: paths.accounts.pattern, lazy: () => import('./routes/accounts.route.tsx') },
              { path: paths.jobs.pattern, lazy: () => import('./routes/jobs.route.tsx') },
              { path: paths.newJob.pattern, lazy: () => import('./routes/new-job.route.tsx') },
              { path: paths.job.pattern, lazy: () => import('./routes/job.route.tsx') },
              { path: paths.schedules.pattern, lazy: () => import('./routes/schedules.route.tsx') },
              { path: paths.reviews.pattern, lazy: () => import('./routes/reviews.route.tsx') },
              { path: paths.activity.pattern, lazy: () => import('./routes/activity.route.tsx') },
              { path: paths.analytics.pattern, lazy: () => import('./routes/analytics.route.tsx') },
              {
                path: paths.content.pattern,
                lazy: () => import('./routes/content.route.tsx'),
                children: [
                  { index: true, loader: () => redirect(paths.contentList.href('hashtags')) },
                  {
                    path: paths.contentList.pattern,
                    lazy: () => import('./routes/content-list.route.tsx'),
                  },
                ],
              },
              {
                path: paths.template.pattern,
                lazy: () => import('./routes/content-template.route.tsx'),
              },
              { path: paths.profile.pattern, lazy: () => import('./routes/profile.route.tsx') },
              {
                path: paths.twoFactorSetup.pattern,
                lazy: () => import('./routes/two-factor-setup.route.tsx'),
              },
              { path: paths.settings.pattern, lazy: () => import('./routes/settings.route.tsx') },
              {
                path: paths.changePassword.pattern,
                lazy: () => import('./routes/change-password.route.tsx'),
              },
              {
                Component: allowedGate('user.read'),
                children: [
                  { path: paths.users.pattern, lazy: () => import('./routes/users.route.tsx') },
                  { path: paths.user.pattern, lazy: () => import('./routes/user.route.tsx') },
                ],
              },
              {
                Component: allowedGate('quota.update'),
                children: [{ path: paths.quotas.pattern, lazy: () => import('./routes/quotas.route.tsx') }],
              },
              {
                Component: allowedGate('audit.read'),
                children: [
                  {
                    path: paths.auditLog.pattern,
                    lazy: () => import('./routes/audit-log.route.tsx'),
                  },
                ],
              },
              {
                Component: allowedGate('job.approve'),
                children: [{ path: paths.approvals.pattern, lazy: () => import('./routes/approvals.route.tsx') }],
              },
              {
                Component: allowedGate('system.read'),
                children: [{ path: paths.system.pattern, lazy: () => import('./routes/system.route.tsx') }],
              },
            ],
          },
          {
            path: paths.knowledgeBase.pattern,
            lazy: () => import('./routes/knowledge-base.route.tsx'),
          },
          {
            path: paths.errorCode.pattern,
            lazy: () => import('./routes/error-code.route.tsx'),
          },
          { path: '*', lazy: () => import('./routes/not-found.route.tsx') },
        ],
      },
    ],
  },
]);
