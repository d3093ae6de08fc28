import { Modal } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { allErrorCodes } from '../../../lib/errors/catalogue.ts';
import { paths } from '../../../lib/paths.ts';
import { type Command, matching } from '../commands.ts';
import classes from './palette.module.css';

interface Props {
  readonly opened: boolean;
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** Loaded with the palette, like the texts of the catalogue that it searches. */
const useCodes = (): readonly Command[] => {
  const navigate = useNavigate();
  return allErrorCodes().map(({ code, title, error }) => ({
    id: code,
    group: 'Error codes',
    label: title,
    hint: code,
    also: error,
    run: () => void navigate(paths.errorCode.href(code)),
  }));
};

/** Everything by its name: type, walk with the arrows, press Enter. */
export function Palette({ opened, commands, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      size={560}
      title="Search and commands"
      classNames={{ header: classes.header ?? '' }}
    >
      <Search commands={commands} onClose={onClose} />
    </Modal>
  );
}

function Search({ commands, onClose }: Omit<Props, 'opened'>) {
  const id = useId();
  const codes = useCodes();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = matching([...commands, ...codes], typed);
  const flat = found.flatMap((group) => group.commands);
  const active = flat[Math.min(at, flat.length - 1)];
  const optionId = (command: Command) => `${id}-${command.group}-${command.id}`.replaceAll(/[^\w-]/g, '_');

  const choose = (command: Command) => {
    onClose();
    command.run();
  };
  const show = (next: number) => {
    setAt(next);
    const command = flat[next];
    if (command) document.getElementById(optionId(command))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (flat.length === 0) return;
    const here = Math.min(at, flat.length - 1);
    if (event.key === 'ArrowDown') show((here + 1) % flat.length);
    else if (event.key === 'ArrowUp') show((here - 1 + flat.length) % flat.length);
    else if (event.key === 'Enter' && active) choose(active);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className={classes.input}
        role="combobox"
        aria-label="Search and commands"
        aria-expanded={true}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active && optionId(active)}
        placeholder="Go to, start, stop, find a job, an account or a code"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.list} role="listbox" id={id} aria-label="Found" tabIndex={-1}>
        {found.map(({ group, commands: some }) => (
          <div key={group} role="group" aria-label={group}>
            <div className={classes.group} aria-hidden="true">
              {group}
            </div>
            {some.map((command) => (
              <div
                key={command.id}
                id={optionId(command)}
                role="option"
                aria-selected={command === active}
                className={classes.option}
                tabIndex={-1}
                onClick={() => choose(command)}
                onKeyDown={(event) => event.key === 'Enter' && choose(command)}
              >
                <span className={classes.label}>{command.label}</span>
                {command.hint && <span className={classes.hint}>{command.hint}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      {flat.length === 0 && <p className={classes.none}>Nothing has this name. Try fewer letters.</p>}
      <div role="status">
        <VisuallyHidden>{flat.length === 1 ? '1 result' : `${flat.length} results`}</VisuallyHidden>
      </div>
    </>
  );
}
