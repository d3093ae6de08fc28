import { TextInput } from '@mantine/core';
import type { ComponentProps } from 'react';

export const PROXY_WORDS = { proxy_url: 'Enter the address of a proxy: http://name:password@host:port.' };

type Props = Pick<ComponentProps<typeof TextInput>, 'name' | 'value' | 'error' | 'onChange' | 'label'>;

/** The address of an account's proxy, as its settings and a new connection ask for it. */
export function ProxyField({ label = 'Proxy address', ...field }: Props) {
  return (
    <TextInput
      {...field}
      label={label}
      description="The account’s usual address, if it is not this server’s. One fixed proxy, stored encrypted."
      placeholder="http://name:password@host:port"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      inputMode="url"
    />
  );
}
