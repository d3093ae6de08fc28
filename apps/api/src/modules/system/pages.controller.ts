import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { PATHS } from '../../platform/config/root.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { Public } from '../../platform/http/access.ts';
import { mayReadMetrics } from './metrics-access.ts';
import { MetricsService } from './metrics.service.ts';

const INDEX = join(PATHS.web, 'index.html');
const OURS = /^\/(api|assets|metrics)(\/|$)/;
/** Steps out of a folder, slashes and NULs in disguise: no screen has such an address. */
const ODD = /(^|\/)\.{1,2}(\/|$)|%(2e|2f|5c|00)/i;
const FILE = /\.[a-z0-9]{2,6}$/i;

/** What is not the API: metrics, and the SPA's page for every address that is a screen. */
@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(
    private readonly metrics: MetricsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('metrics')
  @Public()
  async figures(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { headers, socket } = request.raw;
    if (!mayReadMetrics({ headers, peer: socket.remoteAddress }, this.config)) throw new AppError('NOT_FOUND');
    const { contentType, text } = await this.metrics.read();
    await reply.header('Content-Type', contentType).send(text);
  }

  @Get('*')
  @Public()
  async screen(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (OURS.test(path) || ODD.test(path) || FILE.test(path) || !existsSync(INDEX)) throw new AppError('NOT_FOUND');
    await reply
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', 'no-cache')
      .send(createReadStream(INDEX));
  }
}
