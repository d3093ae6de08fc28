interface Props {
  readonly children: string;
}

/** The title of the browser's tab. */
export function PageTitle({ children }: Props) {
  return <title>{`${children} · Pacekeeper`}</title>;
}
