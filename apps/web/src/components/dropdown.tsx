import { UnstyledButton } from '@mantine/core';
import { type FocusEvent, type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import classes from './dropdown.module.css';

interface Props {
  /** What the button is called where its content does not say it. */
  readonly label?: string;
  readonly trigger: ReactNode;
  readonly className?: string | undefined;
  /** The edge of the button that the panel keeps to. */
  readonly align?: 'start' | 'end';
  readonly children: (close: () => void) => ReactNode;
}

const ITEMS = 'a[href], button:not([disabled]), input:not([disabled])';

/** A button with a panel of links and buttons under it. Arrows walk through it; Escape and a click elsewhere close it. */
export function Dropdown({ label, trigger, className, align = 'start', children }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    panel.current?.querySelector<HTMLElement>(ITEMS)?.focus();
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  // What had the focus inside is gone once the panel is closed.
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);

  const close = () => setOpen(false);
  const left = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !root.current?.contains(relatedTarget)) setOpen(false);
  };
  const walk = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      return close();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (!open) {
      if (document.activeElement === button.current) {
        event.preventDefault();
        setOpen(true);
      }
      return;
    }
    // The arrows of a choice are its own.
    if (event.target instanceof HTMLInputElement && event.target.type === 'radio') return;
    event.preventDefault();
    const items = [...(panel.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const step = event.key === 'ArrowDown' ? 1 : -1;
    items[(at + step + items.length) % items.length]?.focus();
  });
  useEffect(() => {
    const part = root.current;
    const onKey = (event: KeyboardEvent) => walk(event);
    part?.addEventListener('keydown', onKey);
    return () => part?.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div ref={root} className={classes.root} onBlur={left}>
      <UnstyledButton
        ref={button}
        className={className}
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {trigger}
      </UnstyledButton>
      <div ref={panel} id={id} className={classes.panel} data-align={align} hidden={!open}>
        {open && children(close)}
      </div>
    </div>
  );
}
