import { AppLink } from '../../../components/app-link.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { paths } from '../../../lib/paths.ts';

interface Props {
  readonly filtered: boolean;
}

export function NoActivity({ filtered }: Props) {
  return filtered ? (
    <EmptyState
      title="Nothing matches these filters"
      action={<AppLink to={paths.activity.href()}>Show everything</AppLink>}
    >
      Choose other filters, or none.
    </EmptyState>
  ) : (
    <EmptyState title="No activity yet" action={<AppLink to={paths.automation.href()}>Connect an account</AppLink>}>
      Every sign-in at Instagram, every start and stop of the bot and every single action will stand here.
    </EmptyState>
  );
}
