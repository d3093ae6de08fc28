import { AppLink } from '../../components/links.tsx';
import { Page } from '../../components/page.tsx';
import { paths } from '../../lib/paths.ts';

export function Component() {
  return (
    <Page title="Page not found" lead="The address may be misspelt, or the page was removed.">
      <div>
        <AppLink to={paths.automation.href()}>Go to Automation</AppLink>
      </div>
    </Page>
  );
}
