import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CreateUser,
  createUserAnswerSchema,
  createUserSchema,
  idSchema,
  userAnswerSchema,
  type UserListQuery,
  userListQuerySchema,
  userListSchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { UsersService } from './users.service.ts';

@ApiTags('users')
@Controller('api/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

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
}
