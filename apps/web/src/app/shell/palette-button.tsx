import { UnstyledButton } from '@mantine/core';
import type { User } from '@pacekeeper/contracts';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import { lazyPart } from '../../lib/lazy-part.ts';
import classes from './top-bar.module.css';
import { useCommands } from './use-commands.ts';

const loadPalette = async () => (await import('../../features/palette/components/palette.tsx')).Palette;
const Palette = lazyPart(loadPalette);

interface Props {
  readonly user: User;
}

/** Opens the palette, also with Ctrl-K or Command-K. */
export function PaletteButton({ user }: Props) {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState(false);
  const open = () => {
    setWanted(true);
    setOpened(true);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setWanted(true);
      setOpened((before) => !before);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return (
    <>
      <UnstyledButton
        className={classes.palette}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={open}
        onPointerEnter={() => void loadPalette().catch(() => {})}
      >
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <span className={classes.paletteWords}>Search</span> <kbd>Ctrl K</kbd>
      </UnstyledButton>
      {wanted && (
        <Suspense fallback={null}>
          <Commands user={user} opened={opened} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}

interface CommandsProps extends Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

function Commands({ user, opened, onClose }: CommandsProps) {
  return <Palette opened={opened} commands={useCommands(user)} onClose={onClose} />;
}
