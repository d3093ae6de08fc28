import { type ComponentProps, useState } from 'react';
import classes from './connect.module.css';
import { ProxyField } from './proxy-field.tsx';

/** Folded away: few have one. What is wrong with it is never hidden. */
export function ConnectProxy(field: ComponentProps<typeof ProxyField>) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classes.fold}
      open={open || Boolean(field.error)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Proxy (optional)</summary>
      <ProxyField {...field} />
    </details>
  );
}
