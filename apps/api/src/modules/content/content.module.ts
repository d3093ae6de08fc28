import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AccountsModule } from '../accounts/index.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { AllowEntry } from './allow-entry.entity.ts';
import { AllowListController } from './allow-list.controller.ts';
import { BlockEntry } from './block-entry.entity.ts';
import { BlockListController } from './block-list.controller.ts';
import { ContentLog } from './content-log.ts';
import { DmTemplate } from './dm-template.entity.ts';
import { DmTemplatesController } from './dm-templates.controller.ts';
import { DmTemplatesRepository } from './dm-templates.repository.ts';
import { DmTemplatesService } from './dm-templates.service.ts';
import { Hashtag } from './hashtag.entity.ts';
import { HashtagsController } from './hashtags.controller.ts';
import { HashtagsRepository } from './hashtags.repository.ts';
import { HashtagsService } from './hashtags.service.ts';
import { ListsRepository } from './lists.repository.ts';
import { ListsService } from './lists.service.ts';
import { Location } from './location.entity.ts';
import { LocationsController } from './locations.controller.ts';
import { LocationsRepository } from './locations.repository.ts';
import { LocationsService } from './locations.service.ts';
import { OptOut } from './opt-out.entity.ts';
import { OptOutsController } from './opt-outs.controller.ts';
import { OptOutsRepository } from './opt-outs.repository.ts';
import { OptOutsService } from './opt-outs.service.ts';
import { PeopleListsRepository } from './people-lists.repository.ts';
import { PeopleListsService } from './people-lists.service.ts';

@Module({
  imports: [
    DatabaseModule.entities(AllowEntry, BlockEntry, DmTemplate, Hashtag, Location, OptOut),
    AccountsModule,
    ActivityModule,
    AuditModule,
  ],
  controllers: [
    AllowListController,
    BlockListController,
    DmTemplatesController,
    HashtagsController,
    LocationsController,
    OptOutsController,
  ],
  providers: [
    ContentLog,
    DmTemplatesRepository,
    DmTemplatesService,
    HashtagsRepository,
    HashtagsService,
    ListsRepository,
    ListsService,
    LocationsRepository,
    LocationsService,
    OptOutsRepository,
    OptOutsService,
    PeopleListsRepository,
    PeopleListsService,
  ],
  exports: [DmTemplatesService, ListsService],
})
export class ContentModule {}
