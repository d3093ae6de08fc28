import { IconDownload } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { announce } from '../../../lib/announce.ts';
import { csv } from '../../../lib/csv.ts';
import { saveFile } from '../../../lib/save-file.ts';

interface Props {
  readonly name: string;
  readonly rows: () => readonly (readonly (string | number | null)[])[];
}

/** Saves the numbers behind a picture. */
export function SaveCsv({ name, rows }: Props) {
  const save = () => {
    saveFile(name, csv(rows()));
    announce('Saved as CSV');
  };
  return (
    <ActionButton
      variant="default"
      size="xs"
      icon={<IconDownload size={14} stroke={1.5} aria-hidden="true" />}
      onClick={save}
    >
      Save CSV
    </ActionButton>
  );
}
