import { useRevalidator, useRouteError } from 'react-router';
import { RequestError } from '../lib/http/request-error.ts';
import { ActionButton } from './action-button.tsx';
import { ErrorBlock } from './error-block.tsx';
import { PageTitle } from './page-title.tsx';
import classes from './page.module.css';

/** What stands in the place of a screen that failed. */
export function RouteError() {
  const error = useRouteError();
  const { revalidate, state } = useRevalidator();
  const asksAgain = error instanceof RequestError;
  return (
    <div className={classes.page}>
      <PageTitle>Not to be opened now</PageTitle>
      <h1 className={classes.title}>This screen cannot be opened now</h1>
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
