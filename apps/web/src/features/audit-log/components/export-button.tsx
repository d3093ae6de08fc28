import { IconDownload } from '@tabler/icons-react';
import type { useExportAudit } from '../api/audit.mutations.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { announce } from '../../../lib/announce.ts';
import type { AuditFilters } from '../../../lib/paths.ts';
import { saveFile } from '../../../lib/save-file.ts';

interface Props {
  readonly filters: AuditFilters;
  readonly exporting: ReturnType<typeof useExportAudit>;
}

/** Saves what the filters leave as a CSV file. */
export function ExportButton({ filters, exporting }: Props) {
  const save = () =>
    exporting.mutate(filters, {
      onSuccess: (file) => {
        saveFile('pacekeeper-audit-log.csv', file);
        announce('The audit log was exported');
      },
    });
  return (
    <ActionButton
      variant="default"
      icon={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
      busy={exporting.isPending}
      busyWords="Exporting"
      onClick={save}
    >
      Export CSV
    </ActionButton>
  );
}
