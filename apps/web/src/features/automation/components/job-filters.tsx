import type { Filters } from '@pacekeeper/contracts';

interface Props {
  readonly filters: Filters;
}

export function JobFilters({ filters }: Props) {
  const left = [filters.skip_private && 'private', filters.skip_verified && 'verified'].filter(Boolean);
  return left.length > 0 ? <span>Leaves out {left.join(' and ')} accounts</span> : null;
}
