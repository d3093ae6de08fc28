import { Drawer } from '@mantine/core';
import type { Account } from '@pacekeeper/contracts';
import { Suspense, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Loading } from '../../../components/loading.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { lazyPart } from '../../../lib/lazy-part.ts';
import { AccountExportDialog } from './account-export-dialog.tsx';

// Rarely needed, and the first load of the screen is kept small.
const AccountSettings = lazyPart(async () => (await import('./account-settings.tsx')).AccountSettings);

interface Props {
  readonly account: Account;
}

/** Opens what is set for one account alone. */
export function AccountSettingsButton({ account }: Props) {
  const [opened, setOpened] = useState(false);
  const [exporting, setExporting] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <ActionButton variant="default" onClick={() => setOpened(true)}>
        Settings
      </ActionButton>
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        size="md"
        title={`Settings of @${account.instagram_username}`}
      >
        <Suspense
          fallback={
            <Loading>
              <SkeletonRows rows={3} height={80} />
            </Loading>
          }
        >
          <AccountSettings
            account={account}
            onRemoved={close}
            onExport={() => {
              // One dialog at a time.
              close();
              setExporting(true);
            }}
          />
        </Suspense>
      </Drawer>
      <AccountExportDialog account={account} opened={exporting} onClose={() => setExporting(false)} />
    </>
  );
}
