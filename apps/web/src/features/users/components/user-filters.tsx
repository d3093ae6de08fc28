import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { Choice } from '../../../components/choice.tsx';
import classes from './users.module.css';

const ROLES = [
  { value: '', label: 'Every role' },
  { value: 'user', label: 'Users' },
  { value: 'admin', label: 'Administrators' },
];

const STATES = [
  { value: '', label: 'Every state' },
  { value: 'true', label: 'Active' },
  { value: 'false', label: 'Disabled' },
];

/** The filters live in the address, so that a view can be kept and sent. */
export function UserFilterBar() {
  const [address, setAddress] = useSearchParams();
  const set = (name: 'search' | 'role' | 'is_active', value: string) =>
    setAddress(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: name === 'search', preventScrollReset: true },
    );
  return (
    <search className={classes.filters} aria-label="Filter users">
      <TextInput
        label="Search"
        type="search"
        placeholder="User name or e-mail"
        maxLength={64}
        leftSection={<IconSearch size={16} stroke={1.5} aria-hidden="true" />}
        value={address.get('search') ?? ''}
        onChange={(event) => set('search', event.currentTarget.value)}
      />
      <Choice
        label="Role"
        value={address.get('role') ?? ''}
        data={ROLES}
        onChange={(event) => set('role', event.currentTarget.value)}
      />
      <Choice
        label="State"
        value={address.get('is_active') ?? ''}
        data={STATES}
        onChange={(event) => set('is_active', event.currentTarget.value)}
      />
    </search>
  );
}
