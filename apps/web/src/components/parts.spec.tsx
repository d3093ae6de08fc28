/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it, jest } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { announce } from '../lib/announce.ts';
import { RequestError } from '../lib/http/request-error.ts';
import { answerProof, askForProof, useProofDialog } from '../lib/session/proof.ts';
import { draw } from '../testing/render.tsx';
import { ActionButton } from './action-button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DataTable } from './data-table.tsx';
import { Disclosure } from './disclosure.tsx';
import { LoadMore } from './load-more.tsx';
import { QueryView } from './query-view.tsx';
import { StateChip } from './state-chip.tsx';

const LOOKS = ['running', 'waiting', 'paused', 'stopped', 'blocked', 'unknown'] as const;
const lost = new RequestError({ kind: 'unreachable' });

describe('a state chip', () => {
  it.each(LOOKS)('of %s has an icon and a word, never a colour alone', (look) => {
    const { container } = draw(<StateChip look={look}>bot {look}</StateChip>);
    expect(screen.getByText(`bot ${look}`)).toBeTruthy();
    expect(container.querySelector(`[data-look="${look}"] svg[aria-hidden="true"]`)).not.toBeNull();
  });
});

describe('a button', () => {
  it('shows its progress in itself, keeps the focus and does nothing meanwhile', async () => {
    const press = jest.fn();
    const { user, rerender } = draw(<ActionButton onClick={press}>Save</ActionButton>);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    rerender(
      <ActionButton onClick={press} busy busyWords="Saving">
        Save
      </ActionButton>,
    );
    const busy = screen.getByRole('button', { name: 'Saving' });
    await user.click(busy);
    await user.keyboard('{Enter}');
    expect(press).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(busy);
  });
});

describe('a dialog that asks', () => {
  const dialog = (changes: Partial<Parameters<typeof ConfirmDialog>[0]> = {}) => (
    <ConfirmDialog
      opened
      title="Disconnect @mia?"
      confirm="Disconnect account"
      keep="Keep connected"
      busyWords="Disconnecting"
      busy={false}
      error={null}
      onConfirm={() => {}}
      onClose={() => {}}
      {...changes}
    >
      The bot stops.
    </ConfirmDialog>
  );

  it('names the thing, says what is lost, and does it when it is confirmed', async () => {
    const confirm = jest.fn();
    const { user } = draw(dialog({ onConfirm: confirm }));
    const shown = await screen.findByRole('dialog', { name: 'Disconnect @mia?' });
    expect(shown.textContent).toContain('The bot stops.');
    await user.click(within(shown).getByRole('button', { name: 'Disconnect account' }));
    expect(confirm).toHaveBeenCalledTimes(1);
  });

  it.each(['Keep connected', 'Close'])('is left with %s, which does nothing', async (way) => {
    const confirm = jest.fn();
    const close = jest.fn();
    const { user } = draw(dialog({ onConfirm: confirm, onClose: close }));
    await user.click(await screen.findByRole('button', { name: way }));
    expect([confirm.mock.calls.length, close.mock.calls.length]).toEqual([0, 1]);
  });

  it('stays open with the reason where it was refused', async () => {
    draw(dialog({ error: lost }));
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    expect(screen.getByRole('button', { name: 'Disconnect account' })).toBeTruthy();
  });

  it('steps back while the API wants to know who is there', async () => {
    function Asking() {
      useProofDialog();
      return null;
    }
    draw(
      <>
        <Asking />
        {dialog()}
      </>,
    );
    await screen.findByRole('dialog');
    let proof: Promise<boolean> | undefined;
    act(() => {
      proof = askForProof();
    });
    expect(screen.queryByRole('dialog')).toBeNull();
    act(() => answerProof(true));
    expect(await proof).toBe(true);
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });
});

describe('a query', () => {
  const query = { data: undefined, isError: false, isFetching: true, error: null, refetch: () => {} };
  const view = (changes: object) => (
    <QueryView<string> query={{ ...query, ...changes }} skeleton={<i>skeleton</i>}>
      {(data) => <b>{data}</b>}
    </QueryView>
  );

  it('shows its skeleton, and says that it is loading', () => {
    draw(view({}));
    expect(screen.getByText('Loading')).toBeTruthy();
    expect(screen.getByText('skeleton').closest('[aria-hidden="true"]')).not.toBeNull();
  });

  it('shows why there is nothing, and asks again', async () => {
    const refetch = jest.fn();
    const { user } = draw(view({ isError: true, isFetching: false, error: lost, refetch }));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(refetch).toHaveBeenCalledTimes(1);
  });

  it('keeps what it brought while it is asked for again, also where that fails', () => {
    draw(view({ data: 'rows', isError: true, error: lost }));
    expect(screen.getByText('rows')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('the next page of a list', () => {
  const page = { hasNextPage: true, isFetchingNextPage: false, isFetchNextPageError: false, error: null };

  it.each([
    ['is there where there is more', {}, 'Load older rows'],
    ['says that it is on its way', { isFetchingNextPage: true }, 'Loading'],
    ['is asked for again where it failed', { isFetchNextPageError: true, error: lost }, 'Try again'],
  ])('%s', async (_, changes, name) => {
    const fetchNextPage = jest.fn();
    const { user } = draw(<LoadMore query={{ ...page, ...changes, fetchNextPage }}>Load older rows</LoadMore>);
    await user.click(screen.getByRole('button', { name }));
    expect(fetchNextPage).toHaveBeenCalledTimes(name === 'Loading' ? 0 : 1);
  });

  it('is not offered at the end', () => {
    draw(<LoadMore query={{ ...page, hasNextPage: false, fetchNextPage: () => {} }}>Load older rows</LoadMore>);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('a table', () => {
  it('names its columns for screen readers', () => {
    draw(
      <DataTable heads={['Time', 'Who']}>
        <tr>
          <td>now</td>
          <td>mara</td>
        </tr>
      </DataTable>,
    );
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['Time', 'Who']);
    expect(screen.getByRole('cell', { name: 'mara' })).toBeTruthy();
  });
});

describe('something folded away', () => {
  it('is drawn only while it is open, and says which it is', async () => {
    const { user } = draw(<Disclosure title="Latest activity">{() => <p>rows</p>}</Disclosure>);
    const title = screen.getByRole('button', { name: 'Latest activity', expanded: false });
    expect(screen.queryByText('rows')).toBeNull();
    await user.click(title);
    expect(screen.getByText('rows')).toBeTruthy();
    expect(title.getAttribute('aria-expanded')).toBe('true');
    await user.click(title);
    expect(screen.queryByText('rows')).toBeNull();
  });
});

describe('an announcement', () => {
  it('is said again where the words are the same', async () => {
    const { Announced } = await import('../testing/announced.tsx');
    draw(<Announced />);
    act(() => announce('Copied'));
    const first = screen.getByRole('status').textContent;
    act(() => announce('Copied'));
    const second = screen.getByRole('status').textContent;
    expect([first, second?.trim()]).toEqual(['Copied', 'Copied']);
    expect(second).not.toBe(first);
  });
});
