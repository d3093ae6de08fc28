import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CreateUser,
  createUserAnswerSchema,
  createUserSchema,
  idSchema,
  successSchema,
  type UpdateUser,
  updateUserSchema,
  userAnswerSchema,
  type UserListQuery,
  userListQuerySchema,
  userListSchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller, RecentProof } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { UserChangesService } from './user-changes.service.ts';
import { UsersService } from './users.service.ts';

@ApiTags('users')
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly changes: UserChangesService,
  ) {}

  @Get()
  @Allow('user.read')
  @Answers(200, userListSchema, 'List users')
  list(@CurrentCaller() caller: Caller, @Query({ schema: userListQuerySchema }) query: UserListQuery) {
    return this.users.list(caller, query);
  }

  @Post()
  @Allow('user.create')
  @Answers(201, createUserAnswerSchema, 'Create a user')
  create(@CurrentCaller() caller: Caller, @Body({ schema: createUserSchema }) body: CreateUser) {
    return this.users.create(caller, body);
  }

  @Get(':id')
  @Allow('self.read')
  @Answers(200, userAnswerSchema, 'Read a user')
  async get(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return { success: true, user: await this.users.getFor(caller, id) };
  }

  @Patch(':id')
  @Allow('self.update')
  @Answers(
    200,
    userAnswerSchema,
    'Change a user: of oneself e-mail and time zone; administrators everything of anybody',
  )
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: updateUserSchema }) body: UpdateUser,
  ) {
    return { success: true, user: await this.changes.update(caller, id, body) };
  }

  @Delete(':id')
  @Allow('user.delete')
  @RecentProof()
  @Answers(200, successSchema, 'Delete a user with everything that is theirs')
  async delete(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    await this.changes.delete(caller, id);
    return { success: true };
  }
}
