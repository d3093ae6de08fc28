import { AppLink } from '../components/app-link.tsx';
import { Page } from '../components/page.tsx';
import { paths } from '../lib/paths.ts';

export function Component() {
  return (
    <Page title="There is no such page" lead="The address may be misspelt, or what it named was removed.">
      <div>
        <AppLink to={paths.automation.href()}>Go to Automation</AppLink>
      </div>
    </Page>
  );
}
