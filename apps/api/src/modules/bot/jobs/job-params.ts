import { Injectable } from '@nestjs/common';
import type { Action as Quota } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { DmTemplatesService } from '../../content/index.ts';
import { Kinds } from '../kinds.ts';

/** The body of a job, whatever its action and source. */
interface Body {
  readonly action: string;
  readonly source: string;
  readonly [param: string]: unknown;
}

/** What a body says of its source and its action, as the job keeps it. */
const pick = (body: Readonly<Record<string, unknown>>, shape: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(shape).flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]])));

/** The parameters that a job keeps of its body. */
@Injectable()
export class JobParams {
  constructor(
    private readonly kinds: Kinds,
    private readonly templates: DmTemplatesService,
  ) {}

  spends(action: string): Quota {
    return this.kinds.spends(action);
  }

  /** With the text of a saved template, as it is now. @throws AppError NOT_FOUND */
  async of(tx: Tx, body: Body): Promise<{ params: Record<string, unknown>; about: string | undefined }> {
    const action = this.kinds.action(body.action).entry;
    const source = this.kinds.source(body.source).entry;
    const params = pick(body, { ...source.params.shape, ...action.options.shape });
    const { template_id: id } = params;
    if (typeof id === 'string') params['template'] = await this.templates.textOf(tx, id);
    return { params, about: source.about(source.params.parse(params)) };
  }
}
