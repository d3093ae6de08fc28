import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { ReviewsService } from './reviews.service.ts';

@Controller()
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Route(routes.reviews.list)
  list({ caller, query }: Incoming<typeof routes.reviews.list>) {
    return this.reviews.list(caller, query);
  }

  @Route(routes.reviews.resolve)
  async resolve({ caller, params, body }: Incoming<typeof routes.reviews.resolve>) {
    return success({ interaction: await this.reviews.resolve(caller, params.id, body) });
  }
}
