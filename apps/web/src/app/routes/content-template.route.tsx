import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { AppLink } from '../../components/links.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { templatesQuery } from '../../features/content/api/templates.queries.ts';
import { TemplateEditor } from '../../features/content/components/template-editor.tsx';
import { announce } from '../../lib/announce.ts';
import { paths } from '../../lib/paths.ts';
import { RouteError } from '../route-error.tsx';

export { RouteError as ErrorBoundary };

const LEAD = 'A text for messages to new followers, with names and numbers filled in for each person.';

export function Component() {
  const { id = '' } = useParams();
  const query = useQuery({ ...templatesQuery(), enabled: id !== 'new' });
  const navigate = useNavigate();
  const saved = (name: string) => {
    announce(`${name} is saved`);
    void navigate(paths.contentList.href('templates'));
  };
  if (id === 'new') {
    return (
      <Page title="New message template" lead={LEAD}>
        <TemplateEditor template={null} onSaved={saved} />
      </Page>
    );
  }
  const template = query.data?.find((one) => one.id === id);
  return (
    <Page title={template?.name ?? 'Message template'} lead={LEAD}>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={120} />}>
        {() =>
          template ? (
            <TemplateEditor key={template.id} template={template} onSaved={saved} />
          ) : (
            <EmptyState
              title="This template is not there"
              action={<AppLink to={paths.contentList.href('templates')}>All message templates</AppLink>}
            >
              It was removed, or the address is misspelt.
            </EmptyState>
          )
        }
      </QueryView>
    </Page>
  );
}
