import { paths } from '../lib/paths.ts';
import { LinkButton } from './links.tsx';
import { Page } from './page.tsx';

/** For an address without a page, and for an id that is unknown or another person's: nobody learns which. */
export function NotFound() {
  return (
    <Page title="Page not found" lead="The address may be misspelt, or what it showed was removed.">
      <div>
        <LinkButton to={paths.dashboard.href()}>Go to the dashboard</LinkButton>
      </div>
    </Page>
  );
}
