import type { ReactNode } from 'react';
import { Page } from '../../../components/page.tsx';

interface Props {
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function AutomationPage({ action, children }: Props) {
  return (
    <Page title="Automation" lead="Connect an account, start its bot and give it jobs." action={action}>
      {children}
    </Page>
  );
}
