import { Body, Controller, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CreateJob,
  createJobSchema,
  type FollowHashtag,
  followHashtagSchema,
  idSchema,
  jobAnswerSchema,
  type JobListQuery,
  jobListQuerySchema,
  jobListSchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../../platform/http/access.ts';
import { Answers } from '../../../platform/http/endpoint.ts';
import { QuotaInterceptor, Spends } from '../../quotas/index.ts';
import { JobsService } from './jobs.service.ts';

@ApiTags('jobs')
@Controller('api/bot')
@UseInterceptors(QuotaInterceptor)
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Post('actions/follow-hashtag')
  @Allow('job.create')
  @Spends('follow')
  @Answers(202, jobAnswerSchema, 'Follow the people behind the newest posts of a hashtag')
  async followHashtag(@CurrentCaller() caller: Caller, @Body({ schema: followHashtagSchema }) body: FollowHashtag) {
    return { success: true, job: await this.jobs.create(caller, { ...body, action: 'follow', source: 'hashtag' }) };
  }

  @Post('jobs')
  @Allow('job.create')
  @Spends('follow')
  @Answers(202, jobAnswerSchema, 'Any action with any source')
  async create(@CurrentCaller() caller: Caller, @Body({ schema: createJobSchema }) body: CreateJob) {
    return { success: true, job: await this.jobs.create(caller, body) };
  }

  @Get('jobs')
  @Allow('job.read')
  @Answers(200, jobListSchema, 'Your jobs, the newest first')
  list(@CurrentCaller() caller: Caller, @Query({ schema: jobListQuerySchema }) query: JobListQuery) {
    return this.jobs.list(caller, query);
  }

  @Get('jobs/:id')
  @Allow('job.read')
  @Answers(200, jobAnswerSchema, 'A job and how far it is')
  async read(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return { success: true, job: await this.jobs.read(caller, id) };
  }

  @Post('jobs/:id/cancel')
  @Allow('job.create')
  @Answers(200, jobAnswerSchema, 'End a job for good')
  async cancel(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return { success: true, job: await this.jobs.cancel(caller, id) };
  }

  @Post('jobs/:id/pause')
  @Allow('job.create')
  @Answers(200, jobAnswerSchema, 'Hold a job')
  async pause(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return { success: true, job: await this.jobs.pause(caller, id) };
  }

  @Post('jobs/:id/resume')
  @Allow('job.create')
  @Answers(200, jobAnswerSchema, 'Let a held job go on')
  async resume(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return { success: true, job: await this.jobs.resume(caller, id) };
  }
}
