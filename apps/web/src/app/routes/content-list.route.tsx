import { useParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { AppLink } from '../../components/links.tsx';
import { ListPanel } from '../../features/content/components/list-panel.tsx';
import { TemplateList } from '../../features/content/components/template-list.tsx';
import { LISTS } from '../../features/content/lists.ts';
import { paths } from '../../lib/paths.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

export function Component() {
  const { list: name } = useParams();
  const list = LISTS.find((one) => one.name === name);
  if (list) return <ListPanel key={list.name} list={list} />;
  if (name === 'templates') return <TemplateList />;
  return (
    <EmptyState title="Page not found" action={<AppLink to={paths.content.href()}>Go to Content</AppLink>}>
      The address may be misspelt.
    </EmptyState>
  );
}
