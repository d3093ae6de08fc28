import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { MailModule } from '../../platform/mail/mail.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { DailyStatsModule } from '../stats/index.ts';
import { UsersModule } from '../users/index.ts';
import { ChannelsRepository } from './channels.repository.ts';
import { Delivery } from './delivery.service.ts';
import { DigestRounds } from './digest.rounds.ts';
import { DigestsRepository } from './digests.repository.ts';
import { Digests } from './digests.service.ts';
import { NotificationChannel } from './notification-channel.entity.ts';
import { NotificationFeed } from './notification-feed.service.ts';
import { NotificationSender } from './notification-sender.ts';
import { NotificationSettings } from './notification-settings.entity.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsService } from './notifications.service.ts';
import { OutgoingNotification } from './outgoing-notification.entity.ts';
import { OutgoingRepository } from './outgoing.repository.ts';
import { WebAddresses } from './web-addresses.ts';
import { WebTargets } from './web-targets.ts';

/** Writes notifications with what they tell of; any process may. */
@Module({
  imports: [DatabaseModule.entities(NotificationChannel, NotificationSettings, OutgoingNotification), ActivityModule],
  providers: [NotificationFeed, OutgoingRepository],
  exports: [NotificationFeed, OutgoingRepository],
})
export class NotificationsFeedModule {}

/** The settings, and the sending: for the process that serves requests. */
@Module({
  imports: [NotificationsFeedModule, ActivityModule, DailyStatsModule, MailModule, UsersModule],
  controllers: [NotificationsController],
  providers: [
    ChannelsRepository,
    Delivery,
    DigestRounds,
    Digests,
    DigestsRepository,
    NotificationSender,
    NotificationsService,
    WebAddresses,
    WebTargets,
  ],
})
export class NotificationsModule {}
