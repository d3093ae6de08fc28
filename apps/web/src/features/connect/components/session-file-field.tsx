import { Textarea } from '@mantine/core';
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ARRIVES } from '../../../lib/focus.ts';
import { type GivenFile, NOTHING, readFile } from '../session-file.ts';
import classes from './session-file.module.css';

interface Props {
  readonly given: GivenFile;
  readonly error: ReactNode;
  readonly onGive: (given: GivenFile) => void;
}

/** A file to choose, to drop, or to paste. What a chosen one holds is not shown. */
export function SessionFileField({ given, error, onGive }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const words = useId();
  const take = async (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file) return;
    // One that cannot be read is as good as none.
    onGive(await readFile(file).catch(() => NOTHING));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      role="group"
      aria-label="Session file"
      onDrop={drop}
      onDragOver={drag}
      onDragLeave={drag}
    >
      <div className={classes.choose}>
        <ActionButton variant="default" onClick={() => input.current?.click()} {...ARRIVES}>
          Choose file
        </ActionButton>
        <span id={words} className={classes.words}>
          {given.name === null ? 'or drop it here' : `${given.name} is ready`}
        </span>
        {given.name !== null && (
          <ActionButton variant="default" size="xs" onClick={() => onGive(NOTHING)}>
            Remove file
          </ActionButton>
        )}
      </div>
      <input
        ref={input}
        className={classes.input}
        type="file"
        accept=".json,.txt,application/json,text/plain"
        aria-label="Session file to upload"
        tabIndex={-1}
        onChange={(event) => {
          void take(event.currentTarget.files);
          // The same file can be chosen again after it was changed.
          event.currentTarget.value = '';
        }}
      />
      <Textarea
        label="Or paste what is in it"
        name="session"
        value={given.name === null ? given.text : ''}
        disabled={given.name !== null}
        error={error}
        errorProps={{ component: 'div' }}
        rows={3}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onGive({ text: event.currentTarget.value, name: null })}
      />
    </div>
  );
}
