import { MantineProvider } from '@mantine/core';
import type { User } from '@pacekeeper/contracts';
import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render, type RenderResult } from '@testing-library/react';
import { PointerEventsCheckLevel, userEvent, type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { theme } from '../app/theme.ts';
import { createQueryClient } from '../lib/query-client.ts';
import { PersonProvider } from '../lib/session/person.ts';
import { mara } from './given.ts';

// On a busy machine what is waited for takes its time; what never comes fails all the same.
configure({ asyncUtilTimeout: 20_000 });

interface Options {
  readonly person?: User | null;
  readonly at?: string;
}

/** Renders a component as a screen would have it, with a simulated user who can press and type. */
export const draw = (
  part: ReactNode,
  { person = mara, at = '/' }: Options = {},
): Pick<RenderResult, 'container' | 'rerender'> & { readonly user: UserEvent } => {
  const client = createQueryClient();
  const around = ({ children }: { readonly children: ReactNode }) => (
    // Without the theme's variables jsdom has little style to compute: roles are found several times as fast.
    <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <PersonProvider value={person}>
          <MemoryRouter initialEntries={[at]}>{children}</MemoryRouter>
        </PersonProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
  const { container, rerender } = render(part, { wrapper: around });
  return {
    container,
    rerender,
    user: userEvent.setup({ delay: null, pointerEventsCheck: PointerEventsCheckLevel.Never }),
  };
};
