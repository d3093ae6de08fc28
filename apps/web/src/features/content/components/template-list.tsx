import type { DmTemplate } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AppLink, LinkButton } from '../../../components/links.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { counted } from '../../../lib/format/number.ts';
import { paths } from '../../../lib/paths.ts';
import { useRemoveTemplate } from '../api/templates.mutations.ts';
import { templatesQuery } from '../api/templates.queries.ts';
import classes from './templates.module.css';

/** Texts for messages to new followers. */
export function TemplateList() {
  const query = useQuery(templatesQuery());
  const [asked, setAsked] = useState<DmTemplate | null>(null);
  const head = useRef<HTMLParagraphElement>(null);
  return (
    <div className={classes.list}>
      <div className={classes.head}>
        <p className={classes.lead} ref={head} tabIndex={-1}>
          Texts for messages to new followers. Each names the person that it goes to.
        </p>
        <LinkButton to={paths.template.href('new')} variant="filled">
          New template
        </LinkButton>
      </div>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={80} />}>
        {(templates) =>
          templates.length > 0 ? (
            <ul className={classes.cards}>
              {templates.map((template) => (
                <Card key={template.id} template={template} onRemove={() => setAsked(template)} />
              ))}
            </ul>
          ) : (
            <EmptyState title="No message templates yet">
              Write one, see how it reads for a person, and choose it when you make a job that sends messages.
            </EmptyState>
          )
        }
      </QueryView>
      <Removal template={asked} onClose={() => setAsked(null)} onRemoved={() => head.current?.focus()} />
    </div>
  );
}

interface CardProps {
  readonly template: DmTemplate;
  readonly onRemove: () => void;
}

function Card({ template: { id, name, text, links, updated_at: at }, onRemove }: CardProps) {
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <AppLink to={paths.template.href(id)} className={classes.name ?? ''}>
          {name}
        </AppLink>
        {links > 0 && (
          <StateChip look="paused" icon="alert">
            {counted(links, { one: 'link', many: 'links' })}
          </StateChip>
        )}
        <span className={classes.when}>
          Changed <RelativeTime at={at} />
        </span>
      </div>
      <p className={classes.text}>{text}</p>
      <div className={classes.buttons}>
        <ActionButton variant="default" size="xs" onClick={onRemove}>
          Remove <VisuallyHidden>{name}</VisuallyHidden>
        </ActionButton>
      </div>
    </li>
  );
}

interface RemovalProps {
  readonly template: DmTemplate | null;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

function Removal({ template, onClose, onRemoved }: RemovalProps) {
  const remove = useRemoveTemplate();
  const close = () => {
    remove.reset();
    onClose();
  };
  const run = () =>
    template &&
    remove.mutate(template.id, {
      onSuccess: () => {
        close();
        announce(`${template.name} is removed`);
        onRemoved();
      },
    });
  return (
    <ConfirmDialog
      opened={template !== null}
      title={`Remove ${template?.name ?? ''}?`}
      confirm="Remove template"
      busyWords="Removing"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={run}
      onClose={close}
    >
      Its text is lost. Jobs that were made with it keep the text that they have.
    </ConfirmDialog>
  );
}
