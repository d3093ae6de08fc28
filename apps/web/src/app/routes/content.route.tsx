import { Outlet } from 'react-router';
import { Page } from '../../components/page.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { ALLOW_LIST, BLOCK_LIST, HASHTAGS, OPT_OUTS, PLACES } from '../../features/content/lists.ts';
import { paths } from '../../lib/paths.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

const TEMPLATES = { name: 'templates', label: 'Message templates' };
const TABS = [HASHTAGS, PLACES, TEMPLATES, BLOCK_LIST, ALLOW_LIST, OPT_OUTS].map(({ name, label }) => ({
  label,
  to: paths.contentList.href(name),
}));

export function Component() {
  return (
    <Page title="Content" lead="What you keep for your jobs, and whom they leave alone.">
      <TabLinks label="Content" tabs={TABS} />
      <Outlet />
    </Page>
  );
}
