import type { AuditEntry } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorBlock } from '../../components/error-block.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RouteError } from '../route-error.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { paths } from '../../lib/paths.ts';
import { auditQuery } from '../../features/audit-log/api/audit.queries.ts';
import { useExportAudit } from '../../features/audit-log/api/audit.mutations.ts';
import { AuditDrawer } from '../../features/audit-log/components/audit-drawer.tsx';
import { AuditFilterBar } from '../../features/audit-log/components/audit-filters.tsx';
import { AuditTable } from '../../features/audit-log/components/audit-table.tsx';
import { ExportButton } from '../../features/audit-log/components/export-button.tsx';
import { IntegrityLine } from '../../features/audit-log/components/integrity-line.tsx';
import { filtersOf } from '../../features/audit-log/filters.ts';

export { RouteError as ErrorBoundary };

export function Component() {
  const [address] = useSearchParams();
  const filters = filtersOf(address);
  const query = useInfiniteQuery(auditQuery(filters));
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const exporting = useExportAudit();
  // A link inside the drawer leads to another view, which it does not cover.
  const view = address.toString();
  const [opened, setOpened] = useState<{ readonly entry: AuditEntry; readonly view: string } | null>(null);
  const open = useCallback((entry: AuditEntry) => setOpened({ entry, view }), [view]);
  return (
    <Page
      title="Audit log"
      lead="Who did what to whom, and from where. Each entry is chained to the one before it, so no change goes unnoticed."
      action={<ExportButton filters={filters} exporting={exporting} />}
    >
      {exporting.isError && <ErrorBlock key={exporting.submittedAt} error={exporting.error} />}
      <IntegrityLine />
      <AuditFilterBar filters={filters} />
      <QueryView query={query} skeleton={<SkeletonRows rows={10} height={32} />}>
        {() =>
          entries.length > 0 ? (
            <AuditTable entries={entries} onOpen={open} />
          ) : (
            <EmptyState
              title="Nothing matches these filters"
              action={<AppLink to={paths.auditLog.href()}>Show everything</AppLink>}
            >
              Choose another outcome, another kind of entry, or everybody.
            </EmptyState>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load older entries</LoadMore>
      <AuditDrawer entry={opened?.view === view ? opened.entry : null} onClose={() => setOpened(null)} />
    </Page>
  );
}
