/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { aRow } from '../../../testing/given.ts';
import { draw } from '../../../testing/render.tsx';
import { ActivityDrawer } from './activity-drawer.tsx';
import { ActivityTable, NoActivity } from './activity-table.tsx';

const NAMES = new Map([
  ['a', '@one'],
  ['b', '@two'],
]);
const heads = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);

describe('the table of activity', () => {
  it('opens a row by its action', async () => {
    const open = jest.fn();
    const row = aRow();
    const { user } = draw(<ActivityTable rows={[row]} accounts={new Map()} arrived={new Set()} onOpen={open} />);
    await user.click(screen.getByRole('button', { name: 'Follow' }));
    expect(open).toHaveBeenCalledWith(row);
  });

  it.each([
    ['none', new Map<string, string>(), false],
    ['one', new Map([['a', '@one']]), false],
    ['several', NAMES, true],
  ])('names the account of a row where there are several: %s', (_, accounts, named) => {
    draw(
      <ActivityTable rows={[aRow({ account_id: 'a' })]} accounts={accounts} arrived={new Set()} onOpen={() => {}} />,
    );
    expect(heads().includes('Account')).toBe(named);
    expect(screen.queryByRole('cell', { name: '@one' }) !== null).toBe(named);
  });

  it('leads from a code to its page', () => {
    const row = aRow({ status: 'warning', error_code: 'E-BOT-W-32C3' });
    draw(<ActivityTable rows={[row]} accounts={new Map()} arrived={new Set()} onOpen={() => {}} />);
    expect(screen.getByRole('link', { name: 'E-BOT-W-32C3' }).getAttribute('href')).toBe(
      '/knowledge-base/E-BOT-W-32C3',
    );
  });

  it.each([
    [true, 'Nothing matches these filters'],
    [false, 'No activity yet'],
  ])('says why it is empty (filtered: %s)', (filtered, title) => {
    draw(<NoActivity filtered={filtered} />);
    expect(screen.getByText(title)).toBeTruthy();
    expect(screen.getByRole('link')).toBeTruthy();
  });
});

describe('everything about a row', () => {
  it('has the exact time with its zone, and ids to copy', async () => {
    draw(<ActivityDrawer row={aRow({ correlation_id: 'trace-1' })} account="@mia.travels" onClose={() => {}} />);
    expect(await screen.findByText('23 Nov 2026, 10:00:00 (Europe/Berlin)')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy correlation id: trace-1' })).toBeTruthy();
    expect(screen.getByText('@mia.travels')).toBeTruthy();
  });
});
