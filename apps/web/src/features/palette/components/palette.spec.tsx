/** @jest-environment ./src/testing/browser.mjs */
import { describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { draw } from '../../../testing/render.tsx';
import type { Command } from '../commands.ts';
import { Palette } from './palette.tsx';

const run = jest.fn();
const commands: Command[] = ['Dashboard', 'Jobs', 'Activity'].map((label) => ({
  id: label,
  group: 'Go to',
  label,
  run: () => run(label),
}));
const active = () => screen.getByRole('option', { selected: true }).textContent;

describe('the palette', () => {
  it('is walked with the arrows, which go round, and runs what is chosen once it has closed', async () => {
    const onClose = jest.fn();
    const { user } = draw(<Palette opened commands={commands} onClose={onClose} />);
    const field = await screen.findByRole('combobox', { name: 'Search and commands' });
    await user.click(field);
    expect(active()).toBe('Dashboard');
    await user.keyboard('{ArrowUp}');
    expect(active()).toBe('Activity');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()).toBe('Jobs');
    expect(field.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { selected: true }).id);
    await user.keyboard('{Enter}');
    expect(run).toHaveBeenCalledWith('Jobs');
    expect(onClose).toHaveBeenCalled();
  });

  it('finds error codes by their code, and says how many it found', async () => {
    const { user } = draw(<Palette opened commands={commands} onClose={() => undefined} />);
    await user.type(await screen.findByRole('combobox'), 'e-bot-w-32c3');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    expect(active()).toContain('Instagram blocked this action');
    expect(screen.getByRole('status').textContent).toBe('1 result');
    await user.type(screen.getByRole('combobox'), 'zzz');
    expect(screen.getByText('Nothing has this name. Try fewer letters.')).toBeTruthy();
  });
});
