import { NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ChangeEvent, ReactNode } from 'react';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly name?: string;
  readonly value: string;
  readonly description?: string;
  readonly error?: ReactNode;
  readonly data: readonly (Option | { readonly group: string; readonly items: readonly Option[] })[];
  readonly onChange: (event: ChangeEvent<HTMLSelectElement>) => void;
}

/** One of a few; the browser's own list, which every phone and screen reader knows. */
export function Choice({ data, ...field }: Props) {
  return (
    <NativeSelect
      {...field}
      data={data.map((entry) => ('group' in entry ? { ...entry, items: [...entry.items] } : entry))}
      rightSection={<IconChevronDown size={16} stroke={1.5} aria-hidden="true" />}
    />
  );
}
