import { useRevalidator, useRouteError } from 'react-router';
import { RequestError } from '../lib/http/request-error.ts';
import { ActionButton } from '../components/action-button.tsx';
import { ErrorBlock } from '../components/error-block.tsx';
import { PageTitle } from '../components/page.tsx';
import classes from '../components/page.module.css';

/** Shown in place of a screen that failed. */
export function RouteError() {
  const error = useRouteError();
  const { revalidate, state } = useRevalidator();
  const asksAgain = error instanceof RequestError;
  return (
    <div className={classes.page}>
      <PageTitle>Could not be opened</PageTitle>
      <h1 className={classes.title}>This screen could not be opened</h1>
      <ErrorBlock
        error={error}
        {...(asksAgain
          ? { onRetry: () => void revalidate(), retrying: state === 'loading' }
          : {
              action: (
                <ActionButton variant="default" size="xs" onClick={() => location.reload()}>
                  Reload the page
                </ActionButton>
              ),
            })}
      />
    </div>
  );
}
