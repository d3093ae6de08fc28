import { Controller, UseInterceptors } from '@nestjs/common';
import { namedJobs, routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { QuotaInterceptor } from '../../quotas/index.ts';
import { JobCreation } from './job-creation.service.ts';

/** The actions by the names of their routes. */
@Controller()
@UseInterceptors(QuotaInterceptor)
export class NamedJobsController {
  constructor(private readonly creation: JobCreation) {}

  @Route(routes.jobs.followHashtag)
  async followHashtag({ caller, body }: Incoming<typeof routes.jobs.followHashtag>) {
    return success({ job: await this.creation.create(caller, namedJobs.followHashtag.jobOf(body)) });
  }

  @Route(routes.jobs.followLocation)
  async followLocation({ caller, body }: Incoming<typeof routes.jobs.followLocation>) {
    return success({ job: await this.creation.create(caller, namedJobs.followLocation.jobOf(body)) });
  }

  @Route(routes.jobs.followFollowers)
  async followFollowers({ caller, body }: Incoming<typeof routes.jobs.followFollowers>) {
    return success({ job: await this.creation.create(caller, namedJobs.followFollowers.jobOf(body)) });
  }

  @Route(routes.jobs.likeHashtag)
  async likeHashtag({ caller, body }: Incoming<typeof routes.jobs.likeHashtag>) {
    return success({ job: await this.creation.create(caller, namedJobs.likeHashtag.jobOf(body)) });
  }

  @Route(routes.jobs.likeLocation)
  async likeLocation({ caller, body }: Incoming<typeof routes.jobs.likeLocation>) {
    return success({ job: await this.creation.create(caller, namedJobs.likeLocation.jobOf(body)) });
  }

  @Route(routes.jobs.likeFollowers)
  async likeFollowers({ caller, body }: Incoming<typeof routes.jobs.likeFollowers>) {
    return success({ job: await this.creation.create(caller, namedJobs.likeFollowers.jobOf(body)) });
  }

  @Route(routes.jobs.likeFollowing)
  async likeFollowing({ caller, body }: Incoming<typeof routes.jobs.likeFollowing>) {
    return success({ job: await this.creation.create(caller, namedJobs.likeFollowing.jobOf(body)) });
  }

  @Route(routes.jobs.viewFollowersStories)
  async viewFollowersStories({ caller, body }: Incoming<typeof routes.jobs.viewFollowersStories>) {
    return success({ job: await this.creation.create(caller, namedJobs.viewFollowersStories.jobOf(body)) });
  }

  @Route(routes.jobs.viewFollowingStories)
  async viewFollowingStories({ caller, body }: Incoming<typeof routes.jobs.viewFollowingStories>) {
    return success({ job: await this.creation.create(caller, namedJobs.viewFollowingStories.jobOf(body)) });
  }

  @Route(routes.jobs.unfollow)
  async unfollow({ caller, body }: Incoming<typeof routes.jobs.unfollow>) {
    return success({ job: await this.creation.create(caller, namedJobs.unfollow.jobOf(body)) });
  }

  @Route(routes.jobs.sendDms)
  async sendDms({ caller, body }: Incoming<typeof routes.jobs.sendDms>) {
    return success({ job: await this.creation.create(caller, namedJobs.sendDms.jobOf(body)) });
  }
}
