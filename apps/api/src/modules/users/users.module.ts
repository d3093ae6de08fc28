import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { Installation } from './installation.entity.ts';
import { FirstAdmin } from './first-admin.ts';
import { User } from './user.entity.ts';
import { UsersController } from './users.controller.ts';
import { UsersRepository } from './users.repository.ts';
import { UsersService } from './users.service.ts';

@Module({
  imports: [DatabaseModule.entities(User, Installation)],
  controllers: [UsersController],
  providers: [FirstAdmin, UsersRepository, UsersService],
  exports: [FirstAdmin, UsersService],
})
export class UsersModule {}
