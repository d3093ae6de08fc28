import { NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ChangeEvent } from 'react';

interface Props {
  readonly label: string;
  readonly name?: string;
  readonly value: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (event: ChangeEvent<HTMLSelectElement>) => void;
}

/** One of a few; the browser's own list, which every phone and screen reader knows. */
export function Choice({ data, ...field }: Props) {
  return (
    <NativeSelect
      {...field}
      data={[...data]}
      rightSection={<IconChevronDown size={16} stroke={1.5} aria-hidden="true" />}
    />
  );
}
