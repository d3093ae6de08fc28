import { Anchor, Title } from '@mantine/core';
import Markdown, { type Components } from 'react-markdown';
import { errorEntry } from '@pacekeeper/contracts';
import { AppLink } from '../../../components/links.tsx';
import { paths } from '../../../lib/paths.ts';
import { symbolOfFile } from '../page-text.ts';
import { withoutTitle } from '../page-text.ts';
import classes from './knowledge-base.module.css';

interface Props {
  /** The page as it is written. */
  readonly page: string;
}

const COMPONENTS: Components = {
  // Below the title of the screen and beside its sections.
  h2: ({ children }) => <Title order={2}>{children}</Title>,
  h3: ({ children }) => <Title order={3}>{children}</Title>,
  a: ({ href = '', children }) => {
    const symbol = symbolOfFile(href);
    if (symbol) return <AppLink to={paths.errorCode.href(errorEntry(symbol).code)}>{children}</AppLink>;
    return href.startsWith('https://') ? (
      <Anchor href={href} target="_blank" rel="noreferrer">
        {children}
      </Anchor>
    ) : (
      <>{children}</>
    );
  },
};

/** The long text of an error. Markup that is not Markdown is left out. */
export function PageBody({ page }: Props) {
  return (
    <div className={classes.body}>
      <Markdown skipHtml disallowedElements={['img']} components={COMPONENTS}>
        {withoutTitle(page)}
      </Markdown>
    </div>
  );
}
